#include "picture_sharing.h"

#include "base/log.h"

#include <algorithm>

namespace genserve::tasks {
namespace {

// Of one device's speed what each of several adds, where that has not been learned yet.
constexpr double ExpectedEfficiency = 0.85;
// A picture has to become so much shorter.
constexpr double WorthwhileShare = 0.1;
constexpr int MostLosses = 2;

bool holds(const DeviceStatus& device, const std::string& model)
{
    return model.empty() ? !device.heldModels.empty()
                         : std::ranges::find(device.heldModels, model) != device.heldModels.end();
}

} // namespace

std::string PictureSharing::paceName(const std::string& deviceName, int members)
{
    return members == 1 ? deviceName : std::to_string(members) + " x " + deviceName;
}

double PictureSharing::secondsTogether(const Pace& alone, const Task& task, const DeviceStatus& leader,
                                       int members) const
{
    if (const auto known = m_paces.find(paceName(leader.name, members), task.modelId)) {
        return known->seconds(task.work);
    }
    return alone.before + alone.after + alone.secondsPerUnit * task.work / (ExpectedEfficiency * members);
}

bool PictureSharing::isWorthLoading(const std::string& device, const std::string& model, double saved, double load)
{
    double& missed = m_missed[{device, model}];
    missed += saved;
    if (missed <= load) {
        return false;
    }
    missed = 0;
    return true;
}

void PictureSharing::noteLost(const TaskId& task)
{
    noteAlone(task);
    if (++m_losses == MostLosses) {
        log(LogLevel::Warning, "tasks",
            "devices lost one another twice: each picture is made by one of them from now on");
    }
}

void PictureSharing::noteArrival(std::span<const DeviceStatus> devices)
{
    m_caution.noteArrival(std::ranges::find(devices, DeviceState::Idle, &DeviceStatus::state) == devices.end());
}

PictureSharing::Group PictureSharing::choose(const Task& task, const DeviceStatus& leader,
                                             std::span<const DeviceStatus> devices, int most)
{
    Group group = m_caution.allows() ? chosen(task, leader, devices, most) : Group{};
    m_caution.noteStart(task.id, group.team != nullptr);
    return group;
}

PictureSharing::Group PictureSharing::chosen(const Task& task, const DeviceStatus& leader,
                                             std::span<const DeviceStatus> devices, int most)
{
    const auto alone = m_teams ? m_paces.find(leader.name, task.modelId) : std::nullopt;
    if (!alone || task.work <= 0 || task.runsAlone() || task.deviceFaults > 0 || m_alone.contains(task.id)
        || m_losses >= MostLosses) {
        return {};
    }
    std::vector<const DeviceStatus*> candidates;
    for (const DeviceStatus& device : devices) {
        if (device.state == DeviceState::Idle && device.name == leader.name && device.gpuId != leader.gpuId) {
            candidates.push_back(&device);
        }
    }
    std::ranges::stable_sort(candidates, std::greater(),
                             [&](const DeviceStatus* device) { return holds(*device, task.modelId); });
    candidates.resize(std::min(candidates.size(), static_cast<std::size_t>(std::max(0, most))));

    const double aloneSeconds = alone->seconds(task.work);
    double best = aloneSeconds * (1 - WorthwhileShare);
    std::size_t chosen = 0;
    for (std::size_t count = 1; count <= candidates.size(); ++count) {
        const DeviceStatus& last = *candidates[count - 1];
        const double seconds = secondsTogether(*alone, task, leader, static_cast<int>(count) + 1);
        const bool loadsBeside = holds(last, task.modelId) || !holds(leader, task.modelId);
        if (seconds < best
            && (loadsBeside || isWorthLoading(last.id, task.modelId, aloneSeconds - seconds, alone->load))) {
            best = seconds;
            chosen = count;
        }
    }
    Group group;
    std::vector<std::string> gpuIds{leader.gpuId};
    for (std::size_t i = 0; i < chosen; ++i) {
        group.helpers.push_back(candidates[i]->id);
        gpuIds.push_back(candidates[i]->gpuId);
    }
    if (chosen == 0 || m_impossible.contains(gpuIds)) {
        return {};
    }
    auto team = m_teams(gpuIds);
    if (!team) {
        log(LogLevel::Warning, "tasks", "pictures are made by one device each: " + describe(team.error()));
        m_impossible.insert(std::move(gpuIds));
        return {};
    }
    group.team = std::move(*team);
    return group;
}

} // namespace genserve::tasks
