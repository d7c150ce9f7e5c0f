// Whether a task that starts now is made by several devices together.
//
// Devices help only while nothing waits for them or is likely to (sharing_caution.h), and only where that is expected
// to end the picture sooner by more than what the helpers' loading of the model costs it. That cost is paid once
// sharing would have saved as much on pictures before, so that a lonely user's second device comes to hold the model,
// too.
#pragma once

#include "pace_book.h"
#include "sharing_caution.h"
#include "tasks/device_status.h"
#include "tasks/task_service.h"

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace genserve::tasks {

// Belongs to the tasks thread.
class PictureSharing {
public:
    using TeamMaker = decltype(TaskServiceOptions::teams);
    PictureSharing(TeamMaker teams, const PaceBook& paces) : m_teams(std::move(teams)), m_paces(paces) {}

    struct Group {
        std::shared_ptr<RunnerTeam> team; // none = the leader alone
        std::vector<std::string> helpers; // DeviceStatus::id, in order of rank from 1 on
    };
    // most: of the idle devices, how many this task may have.
    Group choose(const Task& task, const DeviceStatus& leader, std::span<const DeviceStatus> devices, int most);

    // A task has come.
    void noteArrival(std::span<const DeviceStatus> devices);
    // What choose() was asked about has ended, at least this attempt.
    void noteEnd(const TaskId& task) { m_caution.noteEnd(task); }
    // The task is made by one device from now on.
    void noteAlone(const TaskId& task) { m_alone.insert(task); }
    // Its devices lost one another. Where that happens again and again sharing does harm, and stops for this process.
    void noteLost(const TaskId& task);
    void forget(const TaskId& task) { m_alone.erase(task); }

    // Under which name a group's pace is learned.
    static std::string paceName(const std::string& deviceName, int members);

private:
    Group chosen(const Task& task, const DeviceStatus& leader, std::span<const DeviceStatus> devices, int most);
    [[nodiscard]] double secondsTogether(const Pace& alone, const Task& task, const DeviceStatus& leader,
                                         int members) const;
    bool isWorthLoading(const std::string& device, const std::string& model, double saved, double load);

    const TeamMaker m_teams;
    const PaceBook& m_paces;
    SharingCaution m_caution;
    std::set<TaskId> m_alone;
    int m_losses = 0;
    std::map<std::pair<std::string, std::string>, double> m_missed; // by device and model: seconds not saved so far
    std::set<std::vector<std::string>> m_impossible;                // groups that can't be a team
};

} // namespace genserve::tasks
