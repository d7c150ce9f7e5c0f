// What the REST service needs of the tasks and models behind it. app/ plugs in the real ones, tests a fake.
//
// All calls and all replies are on the service thread; a reply may come before the call returns.
#pragma once

#include "base/error.h"
#include "base/model_info.h"
#include "tasks/history.h"
#include "tasks/task_commands.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace genserve::service {

// News of tasks, for waiting clients and event streams.
class TaskListener {
public:
    virtual ~TaskListener() = default;
    virtual void taskChanged(const tasks::TaskView& view) = 0; // state or order
    virtual void taskProgressed(const tasks::TaskProgress& progress) = 0;
    // Whether anybody looks at the task's previews: making one costs time.
    [[nodiscard]] virtual bool wantsPreviews(const tasks::TaskId& task) const = 0;
    virtual void taskPreviewed(const tasks::TaskId& task, const std::string& jpeg) = 0;
};

// One model as /models shows it.
struct ModelEntry {
    ModelInfo info;
    int totalWorkers = 0;              // whose memory can run it
    int availableWorkers = 0;          // of those, alive and not draining
    std::vector<std::string> loadedOn; // gpu_ids
};

class TaskDoor {
public:
    template <class T>
    using Reply = std::function<void(T)>;
    using PictureBytes = std::shared_ptr<const std::string>;

    virtual ~TaskDoor() = default;

    virtual void submit(tasks::Submission submission, Reply<tasks::SubmitOutcome> reply) = 0;
    virtual void cancel(const tasks::TaskId& task, Reply<tasks::CommandOutcome> reply) = 0;
    virtual void setPriority(const tasks::TaskId& task, int priority, Reply<tasks::CommandOutcome> reply) = 0;
    virtual void find(const tasks::TaskId& task, Reply<std::optional<tasks::TaskView>> reply) = 0;
    // The task that was submitted with this retry key and can still be joined; see TaskService::findRetried().
    virtual void findRetried(const std::string& retryKey, Reply<Expected<std::optional<tasks::RetriedTask>>> reply) = 0;
    virtual void list(const tasks::HistoryQuery& query, Reply<Expected<std::vector<tasks::TaskView>>> reply) = 0;
    // The finished task's picture as a file: its PNG, or a JPEG made of it.
    virtual void picture(const tasks::Task& task, bool asJpeg, Reply<Expected<PictureBytes>> reply) = 0;

    // At once, whatever the load.
    [[nodiscard]] virtual tasks::ServiceStatus status() const = 0;
    [[nodiscard]] virtual std::vector<ModelEntry> models() const = 0; // the default one first
    [[nodiscard]] virtual const std::vector<AdapterInfo>& adapters() const = 0;

    // The pixels that a request's picture will have, or what the installed models say against it. Errors without faults
    // of fields are none of the request.
    using RequestCheck = std::function<Expected<std::int64_t>(const GenerationRequest& request)>;
    // To be called on any thread, also after the door's end; may block for milliseconds.
    [[nodiscard]] virtual RequestCheck requestCheck() const = 0;

    // nullptr = nobody. The listener outlives the door or is taken back.
    virtual void setListener(TaskListener* listener) = 0;
};

} // namespace genserve::service
