#include "kernels/team.h"
#include "team_on_cuda.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <utility>

#include <ATen/ATen.h>

namespace genserve::kernels {
namespace {

bool areOnCuda(const std::vector<at::Device>& devices)
{
    return std::ranges::any_of(devices, [](at::Device device) { return device.is_cuda(); });
}

// Devices read and write the word while threads do.
std::atomic_ref<std::int32_t> wordOf(const at::Tensor& word)
{
    return std::atomic_ref<std::int32_t>(*word.mutable_data_ptr<std::int32_t>());
}

} // namespace

Share shareOf(std::int64_t count, int rank, int members)
{
    const std::int64_t first = count * rank / members;
    return {first, count * (rank + 1) / members - first};
}

bool canFormTeam(const std::vector<at::Device>& devices)
{
    if (devices.empty() || devices.size() > Team::MostMembers) {
        return false;
    }
    if (!areOnCuda(devices)) {
        return std::ranges::all_of(devices, [](at::Device device) { return device.is_cpu(); });
    }
    for (std::size_t i = 0; i < devices.size(); ++i) {
        for (std::size_t k = 0; k < devices.size(); ++k) {
            if (i != k && !on_cuda::openAccess(devices[i], devices[k])) {
                return false;
            }
        }
    }
    return true;
}

Team::Team(std::vector<at::Device> devices, std::chrono::milliseconds patience)
    : m_devices(std::move(devices)), m_patience(patience), m_slots(m_devices.size())
{
    TORCH_CHECK(canFormTeam(m_devices), "Team: these devices can't write each other's memory");
    m_word = at::zeros({1}, at::TensorOptions().dtype(at::kInt).pinned_memory(areOnCuda(m_devices)));
}

Team::~Team() = default;

void Team::abort() noexcept
{
    wordOf(m_word).store(1);
    const std::scoped_lock lock(m_mutex);
    m_wake.notify_all();
}

bool Team::isAborted() const noexcept { return wordOf(m_word).load() != 0; }

void Team::check() const
{
    if (isAborted()) {
        throw TeamBroken("the devices that made this picture together lost one another");
    }
}

void Team::enter()
{
    const std::scoped_lock lock(m_mutex);
    check();
    ++m_entered;
}

void Team::leave()
{
    std::unique_lock lock(m_mutex);
    ++m_left;
    m_wake.notify_all();
    // A member that never comes has a device that hangs, which nothing here can mend.
    m_wake.wait_for(lock, 2 * m_patience, [this] { return m_left == m_entered; });
}

void Team::meet()
{
    std::unique_lock lock(m_mutex);
    check();
    const std::int64_t meeting = m_meetings;
    if (++m_arrived == size()) {
        m_arrived = 0;
        ++m_meetings;
        m_wake.notify_all();
        return;
    }
    const auto isOver = [&] { return m_meetings != meeting || isAborted(); };
    if (meeting == 0) {
        m_wake.wait(lock, isOver);
    } else if (!m_wake.wait_for(lock, m_patience, isOver)) {
        wordOf(m_word).store(1);
        m_wake.notify_all();
    }
    if (m_meetings == meeting) {
        check();
    }
}

std::vector<at::Tensor> Team::exchange(int rank, const at::Tensor& own)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_slots[static_cast<std::size_t>(rank)] = own;
    }
    meet();
    std::vector<at::Tensor> all = m_slots;
    meet(); // nobody fills the slots again while others read them
    return all;
}

TeamMember::TeamMember(std::shared_ptr<Team> team, int rank)
    : m_team(std::move(team)),
      m_rank(rank),
      m_aside(std::make_unique<on_cuda::SideStream>(m_team->device(rank))),
      m_pace(std::make_unique<on_cuda::HostPace>(m_team->device(rank)))
{
    at::Tensor flags;
    if (m_team->device(rank).is_cuda()) {
        flags = on_cuda::newFlags(m_team->device(rank), m_team->size());
    }
    m_team->enter();
    try {
        m_flags = m_team->exchange(rank, flags);
    } catch (...) {
        m_team->leave();
        throw;
    }
}

TeamMember::~TeamMember()
{
    if (!m_isFinished) {
        m_team->abort();
        on_cuda::waitForDevice(m_team->device(m_rank));
        m_team->leave();
    }
}

TeamSequence& TeamMember::sequence(const SequenceShape& shape)
{
    auto& found = m_sequences[shape];
    if (!found) {
        found.reset(new TeamSequence(*this, shape));
    }
    return *found;
}

std::vector<at::Tensor> TeamMember::roomOfAll(at::IntArrayRef sizes, at::ScalarType dtype) const
{
    const at::Tensor own = at::empty(sizes, at::TensorOptions().dtype(dtype).device(m_team->device(m_rank)));
    waitForDevice(); // what had this memory before may still be in use by this stream
    return m_team->exchange(m_rank, own);
}

void TeamMember::give(const std::vector<at::Tensor>& rows, const std::vector<at::Tensor>& targets)
{
    if (rows.empty() || on_cuda::giveRows(rows, targets)) {
        return;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        targets[i].copy_(rows[i]);
    }
}

void TeamMember::signal()
{
    if (std::exchange(m_hasSignalled, true)) {
        return;
    }
    if (m_runsAhead && m_flags[static_cast<std::size_t>(m_rank)].defined()) {
        on_cuda::signal(m_flags, m_rank);
    }
}

void TeamMember::pass()
{
    m_aside->join();
    signal();
    m_hasSignalled = false;
    const at::Tensor& flags = m_flags[static_cast<std::size_t>(m_rank)];
    if (m_runsAhead && flags.defined()) {
        on_cuda::await(flags, m_team->m_word, m_team->m_patience);
        return;
    }
    meet();
}

void TeamMember::runAhead()
{
    if (!m_runsAhead) {
        meet();
        m_runsAhead = true;
    }
}

void TeamMember::runInStep()
{
    if (m_runsAhead) {
        meet();
        m_runsAhead = false;
    }
}

void TeamMember::waitForDevice() const { on_cuda::synchronize(m_team->device(m_rank)); }

void TeamMember::meet() const
{
    waitForDevice();
    m_team->meet();
}

void TeamMember::finish()
{
    on_cuda::synchronize(m_team->device(m_rank));
    check();
    m_team->meet();
    m_isFinished = true;
}

} // namespace genserve::kernels
