// How likely it is that no task comes while devices help one another.
//
// Two devices that make one picture serve fewer tasks an hour than two that make one each. So where tasks come at
// random, helping lets some wait although a device could have been free. Each time that happens more pictures in a row
// have to pass without anything coming before devices help again; each shared picture that passes so needs half.
#pragma once

#include "tasks/task.h"

#include <map>

namespace genserve::tasks {

// Belongs to the tasks thread.
class SharingCaution {
public:
    static constexpr int FirstPause = 4, LongestPause = 64; // pictures

    [[nodiscard]] bool allows() const { return m_undisturbed >= m_wanted; }

    // A task has come; whether it finds no device idle.
    void noteArrival(bool mustWait);
    void noteStart(const TaskId& task, bool isShared);
    // Of an attempt, however it ended.
    void noteEnd(const TaskId& task);

private:
    struct Picture {
        bool isShared = false, isDisturbed = false;
    };
    std::map<TaskId, Picture> m_pictures; // in the making
    int m_undisturbed = 0;                // pictures in a row
    int m_wanted = 0;                     // of them
};

} // namespace genserve::tasks
