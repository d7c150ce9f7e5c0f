#include "tasks/task_service.h"

#include "service_core.h"

#include <utility>

namespace genserve::tasks {

tl::expected<std::unique_ptr<TaskService>, StartFailure> TaskService::create(TaskServiceOptions options)
{
    auto folder = DataFolder::create(options.dataFolder);
    if (!folder) {
        return tl::unexpected(StartFailure{folder.error(), std::nullopt});
    }
    auto lock = DataFolderLock::acquire(folder->root);
    if (!lock) {
        const LockRefusal& refusal = lock.error();
        return tl::unexpected(StartFailure{Error{ErrorCode::Io, refusal.message, folder->root.string()},
                                           refusal.pid != 0 ? std::optional(refusal) : std::nullopt});
    }
    auto core = std::make_unique<ServiceCore>(std::move(options), std::move(*folder), std::move(*lock));
    if (auto started = core->start(); !started) {
        return tl::unexpected(StartFailure{started.error(), std::nullopt});
    }
    return std::unique_ptr<TaskService>(new TaskService(std::move(core)));
}

TaskService::TaskService(std::unique_ptr<ServiceCore> core) : m_core(std::move(core)) {}
TaskService::~TaskService() = default;

void TaskService::stop() { m_core->stop(); }

void TaskService::submit(Submission submission, Reply<SubmitOutcome> reply)
{
    m_core->submit(std::move(submission), std::move(reply));
}

void TaskService::duplicate(const TaskId& task, Reply<SubmitOutcome> reply)
{
    m_core->post([core = m_core.get(), task, reply = std::move(reply)] { core->duplicate(task, reply); });
}

void TaskService::cancel(const TaskId& task, Reply<CommandOutcome> reply)
{
    m_core->post([core = m_core.get(), task, reply = std::move(reply)] { core->ledger().cancel(task, reply); });
}

void TaskService::retry(const TaskId& task, Reply<CommandOutcome> reply)
{
    m_core->post([core = m_core.get(), task, reply = std::move(reply)] { core->ledger().retry(task, reply); });
}

void TaskService::setPriority(const TaskId& task, int priority, Reply<CommandOutcome> reply)
{
    m_core->post([core = m_core.get(), task, priority, reply = std::move(reply)] {
        core->ledger().setPriority(task, priority, reply);
    });
}

void TaskService::move(const TaskId& task, const MoveTarget& target, Reply<CommandOutcome> reply)
{
    m_core->post(
        [core = m_core.get(), task, target, reply = std::move(reply)] { core->ledger().move(task, target, reply); });
}

void TaskService::setPaused(bool isPaused)
{
    m_core->post([core = m_core.get(), isPaused] { core->ledger().setPaused(isPaused); });
}

void TaskService::setDeviceMode(const std::string& device, DeviceMode mode, Reply<Expected<void>> reply)
{
    m_core->post(
        [core = m_core.get(), device, mode, reply = std::move(reply)] { core->setDeviceMode(device, mode, reply); });
}

void TaskService::find(const TaskId& task, Reply<std::optional<TaskView>> reply)
{
    m_core->afterCommit([task, reply = std::move(reply)](ServiceCore& core) { reply(core.find(task)); });
}

void TaskService::findRetried(const std::string& retryKey, Reply<Expected<std::optional<RetriedTask>>> reply)
{
    m_core->afterCommit([retryKey, reply = std::move(reply)](ServiceCore& core) { reply(core.findRetried(retryKey)); });
}

void TaskService::unfinished(Reply<std::vector<TaskView>> reply)
{
    m_core->afterCommit([reply = std::move(reply)](ServiceCore& core) { reply(core.unfinished()); });
}

std::vector<DeviceEstimate> TaskService::estimate(const GenerationRequest& request) const
{
    return m_core->estimate(request);
}

ServiceStatus TaskService::status() const { return m_core->status(); }
int TaskService::pictureCount() const { return m_core->pictureCount(); }
std::vector<std::string> TaskService::notices() const { return m_core->notices(); }
const DataFolder& TaskService::folder() const { return m_core->folder(); }
void TaskService::setOwnerNote(const std::string& note) { m_core->lock().setNote(note); }
EventHub& TaskService::events() { return m_core->events(); }

} // namespace genserve::tasks
