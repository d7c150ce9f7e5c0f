// The way of a submission from its caller's thread to the tasks thread: checked, its pictures written, then accepted.
#pragma once

#include "arrivals.h"
#include "input_writer.h"
#include "tasks/task_service.h"
#include "time_estimates.h"
#include "work_pool.h"

#include <functional>
#include <vector>

namespace genserve::tasks {

// Thread-safe. Its references outlive it; the pool must have stopped before it goes.
class TaskIntake {
public:
    using Post = std::function<void(std::function<void()>)>; // onto the tasks thread, from any
    // Stores the tasks, then answers. On the tasks thread.
    using Accept = std::function<void(std::vector<NewTask>, Reply<SubmitOutcome>)>;

    TaskIntake(const DataFolder& folder, const Clock& clock, const TimeEstimates& times, Admission& admission,
               WorkPool& pool, Post post, Accept accept);

    // Both answer on the tasks thread.
    void submit(Submission submission, Reply<SubmitOutcome> reply);
    void duplicate(const Task& original, const std::string& request, Reply<SubmitOutcome> reply);

    // Gives back what tasks hold that were not stored. Any thread.
    void drop(std::vector<NewTask> tasks);

private:
    struct Sender {
        std::string client;
        int count = 1;
        Reply<SubmitOutcome> reply;
    };
    void refuse(Reply<SubmitOutcome> reply, Refusal refusal);
    void writeInputs(tl::expected<PreparedTasks, Refusal> prepared, Sender sender);
    void hand(tl::expected<std::vector<NewTask>, Refusal> made, Sender sender);

    const DataFolder& m_folder;
    const Clock& m_clock;
    const TimeEstimates& m_times;
    Admission& m_admission;
    WorkPool& m_pool;
    InputWriter m_inputs;
    Post m_post;
    Accept m_accept;
};

} // namespace genserve::tasks
