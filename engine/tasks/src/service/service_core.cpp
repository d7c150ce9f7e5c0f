#include "service_core.h"

#include "base/log.h"
#include "recovery.h"
#include "step_cache_pace.h"
#include "tasks/request_json.h"
#include "tasks/sqlite_task_store.h"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

namespace genserve::tasks {
namespace {

constexpr std::int64_t CopyEveryMs = 3'600'000;
constexpr std::int64_t RetryStorageMs = 1000;
// Finished pictures that may wait for the disk before workers are held up; each is a few megabytes.
constexpr std::size_t MaxWaitingPictures = 8;

// Each device of a team would keep steps of its own, and they would differ in what they reuse.
bool canBeShared(const std::string& request)
{
    const auto stored = parseRequest(request);
    return stored && stored->request.stepCache == StepCache::Off;
}

} // namespace

ServiceCore::ServiceCore(TaskServiceOptions options, DataFolder folder, DataFolderLock lock)
    : m_options(std::move(options)),
      m_folder(std::move(folder)),
      m_lock(std::move(lock)),
      m_admission(m_options.limits),
      m_times(m_options.work, m_options.fits),
      m_sharing(m_options.teams, m_times.paces()),
      m_pool(std::max(1, m_options.codecThreads)),
      m_intake(
          m_folder, m_options.clock, m_times, m_admission, m_pool,
          [this](std::function<void()> work) { post(std::move(work)); },
          [this](std::vector<NewTask> tasks, Reply<SubmitOutcome> reply) {
              accept(std::move(tasks), std::move(reply));
          })
{
}

Expected<void> ServiceCore::start()
{
    std::promise<Expected<void>> opened;
    m_thread.post([this, &opened] { opened.set_value(open()); });
    m_thread.start([this] { return settle(); }, [this] { close(); });
    return opened.get_future().get();
}

Expected<void> ServiceCore::open()
{
    auto opened = m_options.openStore(m_folder);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    m_notices = std::move(opened->notices);
    m_store = std::move(opened->store);
    auto recovery = recoverTasks(*m_store, m_folder, m_options.clock);
    if (!recovery) {
        return tl::unexpected(recovery.error());
    }
    m_notices.insert(m_notices.end(), recovery->notices.begin(), recovery->notices.end());
    auto withInputs = m_store->tasksWithInputs();
    if (!withInputs) {
        return tl::unexpected(withInputs.error());
    }
    sweepInputs(std::move(*withInputs));
    auto ledger =
        std::make_unique<TaskLedger>(*m_store, m_admission, m_options.clock, m_options.fits,
                                     LedgerEvents{[this](const TaskView& view) { m_events.tell(TaskAdded{view}); },
                                                  [this](const TaskView& view) { m_events.tell(TaskChanged{view}); },
                                                  [this] { m_events.tell(QueueChanged{}); }});
    if (auto restored = ledger->restore(std::move(recovery->waiting)); !restored) {
        return restored;
    }
    m_times.paces().restore(m_store->setting("paces").value_or(std::string()));
    m_nextCopyMs = m_options.clock.steadyMs() + CopyEveryMs;
    m_devices = std::make_unique<DevicePool>(m_options.devices, m_options.runners,
                                             [this](const std::string& device) { return eventsFor(device); });
    m_outbox = std::make_unique<PictureOutbox>(
        m_pool, m_folder, [this](std::function<void()> work) { post(std::move(work)); },
        [this](const Job& job, const JobEnd& end, const Expected<void>& outcome) { written(job, end, outcome); });
    m_ledger = std::move(ledger); // from here on settle() works
    pollFigures();
    publishStatus();
    return {};
}

void ServiceCore::pollFigures()
{
    if (!m_options.figures) {
        return;
    }
    std::set<std::string> gpuIds;
    for (const DeviceSpec& device : m_options.devices) {
        gpuIds.insert(device.gpuId);
    }
    m_poller = std::make_unique<FiguresPoller>(
        std::vector(gpuIds.begin(), gpuIds.end()), m_options.figures, m_options.figuresEvery,
        [this](const FiguresPoller::Figures& figures) { post([this, figures] { m_devices->noteFigures(figures); }); });
}

// Folders of tasks whose row never came to be. Listed before the first new task can make one.
void ServiceCore::sweepInputs(std::vector<TaskId> known)
{
    const std::set<TaskId> kept(known.begin(), known.end());
    std::vector<std::filesystem::path> orphans;
    std::error_code fault;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder.inputs(), fault)) {
        if (!kept.contains(entry.path().filename().string())) {
            orphans.push_back(entry.path());
        }
    }
    m_pool.post([orphans = std::move(orphans)] {
        for (const auto& orphan : orphans) {
            std::error_code ignored;
            std::filesystem::remove_all(orphan, ignored);
        }
    });
}

void ServiceCore::stop()
{
    if (std::exchange(m_isStopped, true)) {
        return;
    }
    m_admission.close();
    m_poller.reset();
    m_thread.post([this] {
        m_isStopping = true;
        if (m_ledger) {
            m_ledger->stopAll();
            m_devices->retireAll();
        }
    });
    m_allRetired.get_future().wait();
    m_pool.stop(); // pictures of tasks that finished meanwhile
    m_thread.stop();
}

void ServiceCore::close()
{
    m_devices.reset();
    m_outbox.reset();
    m_ledger.reset();
    m_store.reset();
}

// Called from any thread, all of these.
WorkerEvents ServiceCore::eventsFor(const std::string& device)
{
    return {
        [this, device](const std::string& name) { post([this, device, name] { m_devices->noteReady(device, name); }); },
        [this, device](const Error& error) {
            log(LogLevel::Error, "tasks", device + ": " + describe(error));
            post([this, device, fault = describe(error)] { m_devices->noteFault(device, fault); });
        },
        [this, device](const Job& job, const Progress& progress) {
            post([this, device, job, progress] { progressed(device, job, progress); });
        },
        [this](const Job& job, const Image& image) {
            post([this, job, image] {
                if (m_ledger->isRunning(job.task, job.attempt)) {
                    m_events.tell(TaskPreview{job.task, image});
                }
            });
        },
        [this, device](const Job& job, JobEnd end) {
            m_pool.waitForRoom(MaxWaitingPictures);
            post([this, device, job, end = std::make_shared<JobEnd>(std::move(end))] { ended(device, job, end); });
        },
        [this, device] { post([this, device] { m_devices->noteRetired(device); }); }};
}

// What becomes of the device after a task, or after its part of one that another device leads.
void ServiceCore::freeDevice(const std::string& device, const JobEnd& end)
{
    if (!end.product && end.product.error().code == ErrorCode::DeviceFault) {
        log(LogLevel::Error, "tasks", device + ": " + describe(end.product.error()));
        m_devices->noteFault(device, describe(end.product.error()));
    } else {
        m_devices->noteFree(device, end.heldModels, end.modelBytes);
    }
}

// The worker is free at once; the picture is encoded and written by the pool.
void ServiceCore::ended(const std::string& device, const Job& job, const std::shared_ptr<JobEnd>& end)
{
    freeDevice(device, *end);
    if (job.isHelp()) {
        return;
    }
    m_sharing.noteEnd(job.task);
    m_times.progress().forget(job.task);
    if (!m_ledger->isRunning(job.task, job.attempt)) {
        return;
    }
    if (end->product) {
        ++m_devices->of(device).finishedTasks;
        learn(paceName(device, job), job.task, *end->product);
        m_outbox->put(job, end);
    } else if (end->hasLostOthers || (job.seat.team && end->product.error().code == ErrorCode::OutOfMemory)) {
        log(LogLevel::Warning, "tasks", job.task + ": " + describe(end->product.error()) + "; made by one device next");
        end->hasLostOthers ? m_sharing.noteLost(job.task) : m_sharing.noteAlone(job.task);
        m_ledger->lost(job.task);
        return;
    } else {
        m_ledger->failed(job.task, end->product.error(), end->advice);
    }
    m_sharing.forget(job.task);
}

void ServiceCore::written(const Job& job, const JobEnd& end, const Expected<void>& outcome)
{
    if (!m_ledger->isRunning(job.task, job.attempt)) {
        return;
    }
    if (outcome) {
        m_ledger->finished(job.task, end.product->result);
    } else {
        m_ledger->failed(job.task, outcome.error(), {});
    }
}

void ServiceCore::learn(const std::string& deviceName, const TaskId& id, const Product& product)
{
    const Task* task = m_ledger->task(id);
    if (task && task->work > 0) {
        // The work of a step cache was a guess; now it is known.
        const double work = task->work * doneShare(product.result) / expectedShare(product.request.stepCache);
        m_times.paces().learn(deviceName, work, product.result);
        m_ledger->setSetting("paces", m_times.paces().toJson());
    }
}

void ServiceCore::progressed(const std::string& device, const Job& job, const Progress& progress)
{
    if (!m_ledger->isRunning(job.task, job.attempt)) {
        return;
    }
    const auto told =
        m_times.progress().note(*m_ledger->task(job.task), paceName(device, job), progress, m_options.clock.steadyMs());
    m_ledger->progressed(told);
    m_events.tell(told);
}

std::optional<std::chrono::milliseconds> ServiceCore::settle()
{
    if (!m_ledger) { // open() failed
        if (m_isStopping && !std::exchange(m_isRetirementTold, true)) {
            m_allRetired.set_value();
        }
        return std::nullopt;
    }
    const auto now = m_options.clock.steadyMs();
    auto next = std::min(m_ledger->expire().value_or(m_nextCopyMs), m_nextCopyMs);
    next = std::min(next, m_outbox->settle(now).value_or(next));
    m_ledger->setPictureFault(m_outbox->fault());
    m_ledger->startTasks(m_devices->states());
    const bool wasFailing = m_ledger->isStoreFailing();
    if (const auto stored = m_ledger->commit(m_devices->states()); !stored) {
        log(LogLevel::Error, "tasks", describe(stored.error()));
        next = std::min(next, now + RetryStorageMs);
    } else if (wasFailing) {
        next = now; // what waited for the disk can start
    }
    handOverStarted();
    publishStatus();
    m_ledger->tell();
    copyHourly();
    if (m_isStopping && m_devices->areAllRetired() && !std::exchange(m_isRetirementTold, true)) {
        m_allRetired.set_value();
    }
    return std::chrono::milliseconds(std::max<std::int64_t>(0, next - now));
}

void ServiceCore::handOverStarted()
{
    auto all = m_ledger->takeStarted();
    auto left = static_cast<int>(all.size());
    for (StartedTask& started : all) {
        const Task& task = started.task;
        auto request = m_store->request(task.id);
        // An unreadable line fails its task on the worker, as any other unreadable request does.
        Job job{task.id,      task.attempts, request.value_or(std::string()), m_folder.inputs(task.id),
                task.picture, started.stop};
        // Devices that are idle now have nothing to do, unless something waits for one of them alone.
        const auto idle =
            static_cast<int>(std::ranges::count(m_devices->states(), DeviceState::Idle, &DeviceStatus::state));
        const int share = m_ledger->waiting().empty() ? (idle + left - 1) / left : 0;
        --left;
        const int most = m_options.teams && canBeShared(job.request) ? share : 0;
        const auto group = m_sharing.choose(task, m_devices->of(started.device), m_devices->states(), most);
        job.seat = {group.team, 0, static_cast<int>(group.helpers.size()) + 1};
        for (const std::string& helper : group.helpers) {
            ++job.seat.rank;
            m_devices->occupy(helper, task.id);
            m_devices->start(helper, job);
        }
        job.seat.rank = 0;
        m_devices->start(started.device, std::move(job));
    }
}

std::string ServiceCore::paceName(const std::string& device, const Job& job)
{
    return PictureSharing::paceName(m_devices->of(device).name, job.seat.members);
}

void ServiceCore::copyHourly()
{
    if (m_options.clock.steadyMs() < m_nextCopyMs) {
        return;
    }
    m_nextCopyMs = m_options.clock.steadyMs() + CopyEveryMs;
    m_pool.post([folder = m_folder] {
        if (const auto copied = copyDatabase(folder); !copied) {
            log(LogLevel::Warning, "tasks", describe(copied.error()));
        }
    });
}

void ServiceCore::publishStatus()
{
    auto& states = m_devices->states();
    bool areDevicesChanged = false;
    for (DeviceStatus& state : states) {
        state.idleReason = m_ledger->idleReason(state, states);
    }
    const auto toEmpty = m_times.secondsToEmpty(*m_ledger, states, m_options.clock.steadyMs());
    {
        const std::scoped_lock lock(m_statusMutex);
        areDevicesChanged = m_status.devices != states;
        m_status.tasks = m_ledger->counts();
        m_pictureCount = m_status.tasks.finished - m_ledger->trashedPictures();
        m_status.devices = states;
        m_status.isPaused = m_ledger->isPaused();
        m_status.isStopping = m_isStopping;
        m_status.storageFault = m_ledger->storageFault();
        m_status.inputBytes = m_admission.inputBytes();
        m_status.secondsToEmpty = toEmpty;
    }
    if (areDevicesChanged) {
        m_events.tell(DevicesChanged{states});
    }
}

void ServiceCore::afterCommit(std::function<void(ServiceCore&)> work)
{
    post([this, work = std::move(work)] { m_ledger->tellLater([this, work] { work(*this); }); });
}

ServiceStatus ServiceCore::status() const
{
    const std::scoped_lock lock(m_statusMutex);
    return m_status;
}

int ServiceCore::pictureCount() const
{
    const std::scoped_lock lock(m_statusMutex);
    return m_pictureCount;
}

std::vector<DeviceEstimate> ServiceCore::estimate(const GenerationRequest& request) const
{
    return m_times.estimate(request, status().devices);
}

void ServiceCore::accept(std::vector<NewTask> tasks, Reply<SubmitOutcome> reply)
{
    m_sharing.noteArrival(m_devices->states());
    m_ledger->accept(tasks, [this, tasks, reply = std::move(reply)](SubmitOutcome outcome) {
        if (!outcome) {
            m_intake.drop(tasks);
        }
        reply(std::move(outcome));
    });
}

void ServiceCore::duplicate(const TaskId& id, Reply<SubmitOutcome> reply)
{
    const auto view = find(id);
    const auto request = m_store->request(id);
    if (!view || !request) {
        return reply(tl::unexpected(Refusal{RefusalCode::InvalidRequest, "there is no such task", {}}));
    }
    m_intake.duplicate(view->task, *request, std::move(reply));
}

void ServiceCore::setDeviceMode(const std::string& device, DeviceMode mode, const Reply<Expected<void>>& reply)
{
    m_ledger->tellLater([reply, done = m_devices->setMode(device, mode)] { reply(done); });
}

std::optional<TaskView> ServiceCore::find(const TaskId& task)
{
    const auto& states = m_devices->states();
    if (auto live = m_ledger->find(task, states)) {
        m_times.fill({&*live, 1}, *m_ledger, states, m_options.clock.steadyMs());
        return live;
    }
    const auto stored = m_store->find(task);
    if (!stored || !*stored) {
        return std::nullopt;
    }
    TaskView view;
    view.task = **stored;
    return view;
}

Expected<std::optional<RetriedTask>> ServiceCore::findRetried(const std::string& retryKey)
{
    const auto keyed = m_store->findKeyed(retryKey, m_options.clock.wallMs() - RetryKey::LifetimeMs);
    if (!keyed) {
        return tl::unexpected(keyed.error());
    }
    auto view = *keyed ? find((*keyed)->task) : std::nullopt;
    return view ? std::optional(RetriedTask{*std::move(view), (*keyed)->content}) : std::nullopt;
}

std::vector<TaskView> ServiceCore::unfinished()
{
    const auto& states = m_devices->states();
    auto views = m_ledger->unfinished(states);
    m_times.fill(views, *m_ledger, states, m_options.clock.steadyMs());
    return views;
}

} // namespace genserve::tasks
