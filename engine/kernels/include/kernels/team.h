// Several members, each with a device and a thread of its own, that compute one picture together.
//
// All of them run the same program on the same request. Each has all weights and holds some of the tokens; only
// attention needs all of them, and there each member takes some of the heads (DeepSpeed-Ulysses, arXiv 2309.14509).
// What they give each other goes straight into the others' memory.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <tuple>
#include <vector>

#include <ATen/core/Tensor.h>

namespace genserve::kernels {

namespace on_cuda {
class HostPace;
class SideStream;
} // namespace on_cuda

// Some of a row of things: `count` of them from `first` on.
struct Share {
    std::int64_t first = 0, count = 0;

    [[nodiscard]] std::int64_t end() const { return first + count; }
    // These rows of x.
    [[nodiscard]] at::Tensor of(const at::Tensor& x) const { return x.narrow(0, first, count); }
};

// What a member takes of `count` things: shares differ by one at most, and are in order of rank without gaps.
Share shareOf(std::int64_t count, int rank, int members);

// Thrown to members whose team was ended by another one, or where a member did not come in time.
class TeamBroken : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Whether these can be a team: the CPU, any number of times, or different GPUs that write each other's memory. Says
// so of GPUs only after switching that access on.
bool canFormTeam(const std::vector<at::Device>& devices);

// What the members share. Any thread may call anything here.
class Team {
public:
    static constexpr int MostMembers = 16;
    // How long a member waits for another's part of a layer.
    static constexpr std::chrono::seconds Patience{10};

    // One device a member, in order of rank, for which canFormTeam().
    explicit Team(std::vector<at::Device> devices, std::chrono::milliseconds patience = Patience);
    ~Team();
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;

    [[nodiscard]] int size() const { return static_cast<int>(m_devices.size()); }
    [[nodiscard]] at::Device device(int rank) const { return m_devices[static_cast<std::size_t>(rank)]; }

    // Ends the team: members that wait for others, on the host or on their device, stop doing so, and what they have
    // computed since is worth nothing. Each of them gets TeamBroken from whatever it calls next.
    void abort() noexcept;
    [[nodiscard]] bool isAborted() const noexcept;

private:
    friend class TeamMember;
    friend class TeamSequence;
    friend class TeamMap;

    void enter();
    void leave();
    void check() const;
    // Waits until every member has come here. TeamBroken once the team was aborted, or after its patience unless this
    // is the first meeting, before which members may have models to load.
    void meet();
    // Each member's tensor by rank, for all of them.
    std::vector<at::Tensor> exchange(int rank, const at::Tensor& own);

    const std::vector<at::Device> m_devices;
    const std::chrono::milliseconds m_patience;
    at::Tensor m_word; // int32 [1] on the host, which every device sees: 1 = aborted
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    int m_arrived = 0, m_entered = 0, m_left = 0;
    std::int64_t m_meetings = 0;
    std::vector<at::Tensor> m_slots; // of exchange()
};

// What a sequence of tokens that a team holds together looks like, the text before the image.
struct SequenceShape {
    std::int64_t text = 0, image = 0; // tokens of all members
    std::int64_t heads = 0, headDim = 0;
    std::int64_t channels = 0; // of what gather() is given
    at::ScalarType dtype = at::kFloat;

    [[nodiscard]] auto tied() const { return std::tie(text, image, heads, headDim, channels, dtype); }
    bool operator<(const SequenceShape& other) const { return tied() < other.tied(); }
};

class TeamMember;

// One member's part of a sequence. Its functions are called by all members in the same order, on the current stream.
class TeamSequence {
public:
    // This member's tokens: some of the text's and some of the image's.
    [[nodiscard]] const Share& text() const { return m_text; }
    [[nodiscard]] const Share& image() const { return m_image; }
    // Of rows [T + I, ...] those of this member, the text's before the image's.
    [[nodiscard]] at::Tensor own(const at::Tensor& rows) const;

    // Queries, keys and values of this member's tokens, from the token `first` of its own on, on their way to those who
    // attend their heads, normed and rotated as by qkNormRope_(); qkv is scratch from then on, and must live until
    // attend(), before which all own tokens must be given once. A gift aside travels while the stream does what it is
    // asked for next: by a copy engine, as a kernel beside a product takes longer and holds that up.
    enum class Gift { Now, Aside };
    void give(const at::Tensor& qkv, std::int64_t first, const at::Tensor& normQ, const at::Tensor& normK,
              const at::Tensor& cos, const at::Tensor& sin, double eps, Gift gift = Gift::Now);
    // Attention of this member's tokens over the whole sequence: [own tokens, H * D], contiguous, valid until the next
    // give(). Waits, on CUDA on the device alone, for the other members.
    at::Tensor attend();
    // The same, written to out, any row stride.
    void attend(const at::Tensor& out);

    // Every member's rows of the image, [own image tokens, channels] each, for every member: [I, channels].
    at::Tensor gather(const at::Tensor& rows);

private:
    friend class TeamMember;
    TeamSequence(TeamMember& member, const SequenceShape& shape);

    [[nodiscard]] Share rowsOf(int rank) const; // of the joint sequence

    TeamMember& m_member;
    const SequenceShape m_shape;
    Share m_text, m_image, m_heads;
    std::vector<at::Tensor> m_underway; // gifts that travel aside, until attend()
    std::int64_t m_given = 0;           // own tokens since attend()
    std::vector<at::Tensor> m_qkv;      // of each member: [T + I, 3, its heads, D]
    std::vector<at::Tensor> m_attended; // of each member: [its tokens, H * D]
    std::vector<at::Tensor> m_gathered; // of each member: [I, channels]
};

// One member's place in the team, on its thread, from before its first sequence to after its last.
class TeamMember {
public:
    // Throws TeamBroken where the team has been ended already.
    TeamMember(std::shared_ptr<Team> team, int rank);
    // Unless finish() has returned: ends the team, and blocks until every member has come this far, so that nobody
    // writes to this one's memory any more.
    ~TeamMember();
    TeamMember(const TeamMember&) = delete;
    TeamMember& operator=(const TeamMember&) = delete;

    [[nodiscard]] int rank() const { return m_rank; }
    [[nodiscard]] int size() const { return m_team->size(); }

    // Called by all members in the same order. Lives as long as this; equal shapes share one.
    TeamSequence& sequence(const SequenceShape& shape);

    // Called by all members: from now on the device waits for the other members by itself. Before, the host waits for
    // both: while libraries are loaded and memory is taken for the first time, by any member, a waiting device would
    // hold up the driver, and that the member that it waits for. So this waits until all have come here.
    void runAhead();
    // Called by all members: from now on the host waits again, as for something that is loaded or taken for the first
    // time. Waits until all have come here, for the same reason.
    void runInStep();

    // Until this member's device has done what it was asked for. To be called before a copy to the host, which would
    // wait inside the driver, where it holds a lock that the other members' exchange needs.
    void waitForDevice() const;
    // TeamBroken where the team was ended.
    void check() const { m_team->check(); }
    // After the last sequence's last call: waits for all members. What this one was asked to compute is there and
    // sound then, and nobody writes to its memory any more.
    void finish();

private:
    friend class TeamSequence;
    friend class TeamMap;
    // Room of this size in every member's memory, by rank, for all of them to write; not initialised.
    [[nodiscard]] std::vector<at::Tensor> roomOfAll(at::IntArrayRef sizes, at::ScalarType dtype) const;
    // targets[i] = rows[i], matrices, into any member's memory.
    static void give(const std::vector<at::Tensor>& rows, const std::vector<at::Tensor>& targets);
    void signal();
    void pass();
    void meet() const; // the host waits for the device, then for the others

    std::shared_ptr<Team> m_team;
    const int m_rank;
    bool m_runsAhead = false, m_isFinished = false, m_hasSignalled = false;
    std::unique_ptr<on_cuda::SideStream> m_aside;
    std::unique_ptr<on_cuda::HostPace> m_pace;
    std::vector<at::Tensor> m_flags; // of each member on CUDA, see cuda/team.h; else undefined
    std::map<SequenceShape, std::unique_ptr<TeamSequence>> m_sequences;
};

} // namespace genserve::kernels
