#include "task_intake.h"

#include <utility>

namespace genserve::tasks {

TaskIntake::TaskIntake(const DataFolder& folder, const Clock& clock, const TimeEstimates& times, Admission& admission,
                       WorkPool& pool, Post post, Accept accept)
    : m_folder(folder),
      m_clock(clock),
      m_times(times),
      m_admission(admission),
      m_pool(pool),
      m_inputs(pool),
      m_post(std::move(post)),
      m_accept(std::move(accept))
{
}

void TaskIntake::submit(Submission submission, Reply<SubmitOutcome> reply)
{
    auto entered =
        checkSubmission(submission).and_then([&] { return m_admission.enter(submission.client, submission.count); });
    if (!entered) {
        return refuse(std::move(reply), std::move(entered.error()));
    }
    auto make = [this, submission = std::make_shared<Submission>(std::move(submission)), reply = std::move(reply)] {
        const double work = m_times.workOf(submission->request);
        writeInputs(prepareTasks(*submission, work, m_folder, m_admission, m_clock),
                    {submission->client, submission->count, reply});
    };
    // Without pictures there is nothing to encode, hash or write.
    pictureRoles(submission.request).empty() ? make() : m_pool.post(std::move(make));
}

void TaskIntake::duplicate(const Task& original, const std::string& request, Reply<SubmitOutcome> reply)
{
    if (auto entered = m_admission.enter(original.client, 1); !entered) {
        return refuse(std::move(reply), std::move(entered.error()));
    }
    m_pool.post([this, original, request, reply = std::move(reply)] {
        auto made = makeDuplicate(original, request, m_folder, m_admission, m_clock).map([](NewTask copy) {
            return std::vector<NewTask>{std::move(copy)};
        });
        hand(std::move(made), {original.client, 1, reply});
    });
}

void TaskIntake::drop(std::vector<NewTask> tasks)
{
    m_pool.post([this, tasks = std::move(tasks)] { dropInputs(tasks, m_folder, m_admission); });
}

void TaskIntake::refuse(Reply<SubmitOutcome> reply, Refusal refusal)
{
    m_post([reply = std::move(reply), refusal = std::move(refusal)] { reply(tl::unexpected(refusal)); });
}

void TaskIntake::writeInputs(tl::expected<PreparedTasks, Refusal> prepared, Sender sender)
{
    if (!prepared || prepared->inputs.empty()) {
        auto made = std::move(prepared).map([](PreparedTasks tasks) { return std::move(tasks.tasks); });
        return hand(std::move(made), std::move(sender));
    }
    auto done = [this, tasks = std::move(prepared->tasks), sender = std::move(sender)](const Expected<void>& written) {
        if (!written) {
            dropInputs(tasks, m_folder, m_admission);
            return hand(tl::unexpected(refusalOf(written.error())), sender);
        }
        hand(tasks, sender);
    };
    m_inputs.write(std::move(prepared->inputs), std::move(done));
}

void TaskIntake::hand(tl::expected<std::vector<NewTask>, Refusal> made, Sender sender)
{
    if (!made) {
        m_admission.leave(sender.client, sender.count);
        return refuse(std::move(sender.reply), std::move(made.error()));
    }
    m_post([this, tasks = std::move(*made), reply = std::move(sender.reply)] { m_accept(tasks, reply); });
}

} // namespace genserve::tasks
