// A feature map of which each member of a team has some rows of cells, from the top down in order of rank.
#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

#include "kernels/team.h"

namespace genserve::kernels {

// One member's part of it. Its functions are called by all members in the same order, on the current stream, whatever
// the map's channels and size are by then.
class TeamMap {
public:
    // height: of the whole map at first, at least one row a member. Borrows the member.
    TeamMap(TeamMember& member, std::int64_t height);

    // What part of the map each member has: [members] fp32 on this member's device.
    [[nodiscard]] const at::Tensor& shares() const { return m_shares; }

    // What lies next to own rows, [1, C, 1, W], undefined at the map's edges, and [members, 2, groups], each member's
    // moments. Valid until tell() was called twice more.
    struct Told {
        at::Tensor above, below, moments;
    };
    // x [1, C, h, W]: own rows, fp32 or bf16. moments [2, groups] fp32, of own rows, or undefined. Waits for all.
    Told tell(const at::Tensor& x, const at::Tensor& moments);

    // Every member's rows for the first one: [1, C, all rows, W]; undefined for the others.
    at::Tensor collect(const at::Tensor& x);

private:
    void makeRoom(std::int64_t rowElements, std::int64_t momentElements, at::ScalarType dtype);

    TeamMember& m_member;
    const std::int64_t m_height;
    const Share m_rows;
    at::Tensor m_shares;
    std::int64_t m_turn = 0; // calls of tell(): two turns have their own room, as others write while this one reads
    std::int64_t m_rowRoom = 0, m_momentRoom = 0;
    std::vector<at::Tensor> m_edges;   // of each member: [2 turns, above and below, m_rowRoom]
    std::vector<at::Tensor> m_moments; // of each member: [2 turns, members, m_momentRoom]
};

} // namespace genserve::kernels
