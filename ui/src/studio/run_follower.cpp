#include "run_follower.h"

#include <algorithm>

namespace genserve::ui {

RunFollower::RunFollower(TaskDoor& tasks, QObject* parent) : QObject(parent), m_tasks(tasks)
{
    connect(&tasks, &TaskDoor::tasksChanged, this, &RunFollower::takeTasks);
    connect(&tasks, &TaskDoor::finished, this, &RunFollower::takeFinished);
    connect(&tasks, &TaskDoor::progressed, this, &RunFollower::advanced);
}

void RunFollower::add(const std::vector<tasks::TaskId>& sent, const RunPicture& picture)
{
    for (const tasks::TaskId& task : sent) {
        m_runs.push_back({task, picture});
    }
    forgetChosen();
    follow();
}

void RunFollower::choose(const tasks::TaskId& task, const RunPicture& picture)
{
    if (std::ranges::find(m_runs, task, &Run::task) == m_runs.end()) {
        forgetChosen();
        m_runs.push_back({task, picture, false});
    }
    m_chosen = task;
    follow();
}

void RunFollower::hold()
{
    m_isHeld = true;
    forgetChosen();
    decide();
}

void RunFollower::forgetChosen()
{
    m_chosen.clear();
    std::erase_if(m_runs, [](const Run& run) { return !run.isOwn; });
}

// What this computer sent before the window was opened, e.g. before a crash.
void RunFollower::adoptEarlier()
{
    if (m_hasAdopted || m_tasks.tasks().empty()) {
        return;
    }
    m_hasAdopted = true;
    for (const tasks::TaskView& one : m_tasks.tasks()) {
        const bool isKnown = std::ranges::find(m_runs, one.task.id, &Run::task) != m_runs.end();
        if (!isKnown && one.task.client == tasks::LocalClient && !tasks::isFinal(one.task.state)) {
            RunPicture picture;
            picture.size = QSize(one.task.width, one.task.height);
            m_runs.push_back({one.task.id, picture, true, true});
        }
    }
}

void RunFollower::follow()
{
    m_isHeld = false;
    decide();
}

const tasks::TaskView* RunFollower::view(const tasks::TaskId& task) const
{
    const auto& all = m_tasks.tasks();
    const auto it = std::ranges::find(all, task, [](const tasks::TaskView& one) { return one.task.id; });
    return it == all.end() ? nullptr : &*it;
}

RunPicture RunFollower::pictureOf(const tasks::TaskId& task) const
{
    const auto it = std::ranges::find(m_runs, task, &Run::task);
    return it == m_runs.end() ? RunPicture() : it->picture;
}

tasks::TaskId RunFollower::newest() const
{
    tasks::TaskId waiting;
    const auto missing = std::ranges::find_if(m_runs, &Run::isMissing);
    if (missing != m_runs.end() && missing->task == m_shown) {
        return m_shown; // its picture is about to come
    }
    for (auto it = m_runs.rbegin(); it != m_runs.rend(); ++it) {
        const tasks::TaskView* one = view(it->task);
        if (it->isOwn && one != nullptr && one->task.state == tasks::TaskState::Running) {
            return it->task;
        }
        waiting = it->isOwn && waiting.empty() ? it->task : waiting;
    }
    return waiting;
}

void RunFollower::takeTasks()
{
    adoptEarlier();
    std::vector<tasks::Task> failures;
    std::erase_if(m_runs, [&](Run& run) {
        const tasks::TaskView* one = view(run.task);
        // A list may come before the news of a finished task: only what is missing from two of them is gone.
        const bool isGone = one == nullptr ? run.isMissing : tasks::isFinal(one->task.state);
        run.isMissing = one == nullptr && run.wasListed;
        run.wasListed = run.wasListed || one != nullptr;
        if (run.isOwn && one != nullptr && one->task.state == tasks::TaskState::Failed) {
            failures.push_back(one->task);
        }
        return isGone;
    });
    decide();
    Q_EMIT advanced();
    for (const tasks::Task& task : failures) {
        Q_EMIT failed(task);
    }
}

void RunFollower::takeFinished(const tasks::Task& task)
{
    const bool wasShown = task.id == m_shown;
    const auto it = std::ranges::find(m_runs, task.id, &Run::task);
    if (it == m_runs.end()) {
        return;
    }
    const RunPicture picture = it->picture;
    m_runs.erase(it);
    Q_EMIT ended(task, picture, wasShown);
    decide();
}

void RunFollower::decide()
{
    if (std::ranges::find(m_runs, m_chosen, &Run::task) == m_runs.end()) {
        m_chosen.clear();
    }
    const tasks::TaskId next = m_isHeld ? tasks::TaskId() : !m_chosen.empty() ? m_chosen : newest();
    if (std::exchange(m_shown, next) != next) {
        Q_EMIT shownChanged();
    }
}

} // namespace genserve::ui
