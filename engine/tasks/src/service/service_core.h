// Everything behind TaskService and its threads; its functions run on the tasks thread unless they say otherwise.
#pragma once

#include "device_pool.h"
#include "event_hub.h"
#include "figures_poller.h"
#include "picture_outbox.h"
#include "picture_sharing.h"
#include "task_intake.h"
#include "task_ledger.h"
#include "task_thread.h"
#include "tasks/task_service.h"
#include "time_estimates.h"
#include "work_pool.h"

#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace genserve::tasks {

class ServiceCore {
public:
    ServiceCore(TaskServiceOptions options, DataFolder folder, DataFolderLock lock);
    ~ServiceCore() { stop(); }

    // From the creator's thread, once each. start() waits for the tasks thread to be ready.
    Expected<void> start();
    void stop();

    // From any thread.
    void post(TaskThread::Work work) { m_thread.post(std::move(work)); }
    // On the tasks thread, when everything that was posted before is on the disk.
    void afterCommit(std::function<void(ServiceCore&)> work);
    void postToPool(std::function<void()> work) { m_pool.post(std::move(work)); }
    [[nodiscard]] ServiceStatus status() const;
    [[nodiscard]] int pictureCount() const;
    [[nodiscard]] const DataFolder& folder() const { return m_folder; }
    [[nodiscard]] Admission& admission() { return m_admission; }
    [[nodiscard]] const Clock& clock() const { return m_options.clock; }
    [[nodiscard]] EventHub& events() { return m_events; }
    [[nodiscard]] DataFolderLock& lock() { return m_lock; }
    [[nodiscard]] const std::vector<std::string>& notices() const { return m_notices; }
    void submit(Submission submission, Reply<SubmitOutcome> reply)
    {
        m_intake.submit(std::move(submission), std::move(reply));
    }
    [[nodiscard]] std::vector<DeviceEstimate> estimate(const GenerationRequest& request) const;

    // On the tasks thread.
    [[nodiscard]] TaskLedger& ledger() { return *m_ledger; }
    [[nodiscard]] TaskStore& store() { return *m_store; }
    void duplicate(const TaskId& task, Reply<SubmitOutcome> reply);
    void setDeviceMode(const std::string& device, DeviceMode mode, const Reply<Expected<void>>& reply);
    [[nodiscard]] std::optional<TaskView> find(const TaskId& task);
    [[nodiscard]] Expected<std::optional<RetriedTask>> findRetried(const std::string& retryKey);
    [[nodiscard]] std::vector<TaskView> unfinished();

private:
    Expected<void> open();
    void close();
    WorkerEvents eventsFor(const std::string& device);
    std::optional<std::chrono::milliseconds> settle();
    void handOverStarted();
    void freeDevice(const std::string& device, const JobEnd& end);
    [[nodiscard]] std::string paceName(const std::string& device, const Job& job);
    void ended(const std::string& device, const Job& job, const std::shared_ptr<JobEnd>& end);
    void written(const Job& job, const JobEnd& end, const Expected<void>& outcome);
    void learn(const std::string& deviceName, const TaskId& id, const Product& product);
    void pollFigures();
    void progressed(const std::string& device, const Job& job, const Progress& progress);
    void accept(std::vector<NewTask> tasks, Reply<SubmitOutcome> reply);
    void copyHourly();
    void sweepInputs(std::vector<TaskId> known);
    void publishStatus();

    const TaskServiceOptions m_options;
    const DataFolder m_folder;
    DataFolderLock m_lock;
    Admission m_admission;
    EventHub m_events;
    TimeEstimates m_times;
    std::vector<std::string> m_notices;

    mutable std::mutex m_statusMutex;
    ServiceStatus m_status;
    int m_pictureCount = 0;

    // of the tasks thread
    std::unique_ptr<TaskStore> m_store;
    std::unique_ptr<TaskLedger> m_ledger;
    std::unique_ptr<DevicePool> m_devices;
    std::unique_ptr<PictureOutbox> m_outbox;
    PictureSharing m_sharing;
    std::int64_t m_nextCopyMs = 0;
    bool m_isStopping = false;
    std::promise<void> m_allRetired;
    bool m_isRetirementTold = false;

    std::unique_ptr<FiguresPoller> m_poller;
    WorkPool m_pool;
    TaskIntake m_intake;
    TaskThread m_thread;
    bool m_isStopped = false;
};

} // namespace genserve::tasks
