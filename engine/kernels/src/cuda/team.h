// What members of a team do to each other's memory: plain pointers, as in rows.h, to memory that the device may write
// though it is another's.
#pragma once

#include "rows.h"

namespace genserve::kernels::cuda {

constexpr int MostMembers = 16;

// Per member: where its rows begin, [count, 3, its heads, dim] without gaps, and the first of its heads; the one after
// the last member's follows.
struct HeadTargets {
    void* rows[MostMembers];
    int firstHead[MostMembers + 1];
    int members;
};

// Rows of qkv [count, 3, heads, dim] to those who attend their heads: queries and keys normed and rotated as by
// qkNormRope(), values as they are. Without angles (heads.cos null) all as they are, of any alignment. Writes each
// element once: bytes moved are the rows, read and written. cudaErrorNotSupported, and nothing done, for heads that
// can't be read 16 bytes at a time with angles.
cudaError_t giveHeads(const Shape& shape, ConstRows qkv, const QkHeads& heads, float eps, const HeadTargets& targets,
                      cudaStream_t stream);

// Per member: its rows, which lie behind each other at the source, and where they go.
struct RowTargets {
    const void* from[MostMembers];
    std::int64_t fromStride[MostMembers];
    void* to[MostMembers];
    std::int64_t toStride[MostMembers];
    std::int64_t firstRow[MostMembers + 1]; // of a count over all members
    int members;
};
// shape.count = rows of all members.
cudaError_t giveRows(const Shape& shape, const RowTargets& targets, cudaStream_t stream);

// A member's flags in its device's memory, all 0 at first: how often each member has signalled to it, then how often it
// has signalled itself, then whether it gave up waiting.
constexpr std::int64_t flagCount(int members) { return members + 2; }

// flags: those of each member. What this stream wrote before is seen by whoever sees the signal.
struct FlagTable {
    unsigned* flags[MostMembers];
    int rank, members;
};
cudaError_t signalTeam(const FlagTable& table, cudaStream_t stream);

// Waits until every member has signalled as often as this one; not longer than patienceNs, and not once *word, which
// lies on the host and is set to 1 then, is 1.
cudaError_t awaitTeam(unsigned* flags, int members, int* word, unsigned long long patienceNs, cudaStream_t stream);

} // namespace genserve::kernels::cuda
