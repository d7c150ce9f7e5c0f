#include "service_fixture.h"

#include "service/event_hub.h"
#include "task_samples.h"

#include <algorithm>
#include <chrono>

using namespace genserve;
using namespace genserve::tasks;

namespace {

constexpr auto Patience = std::chrono::seconds(10);

// A store that fails to write while the switch says so.
class SwitchedStore : public TaskStore {
public:
    SwitchedStore(std::unique_ptr<TaskStore> store, std::shared_ptr<std::atomic<bool>> isBroken)
        : m_store(std::move(store)), m_isBroken(std::move(isBroken))
    {
    }

    Expected<void> write(const StoreBatch& batch) override
    {
        if (*m_isBroken && !batch.isEmpty()) {
            return failure(ErrorCode::Io, "database: the disk is full", "genserve.db");
        }
        return m_store->write(batch);
    }
    Expected<void> remove(std::span<const TaskId> tasks) override { return m_store->remove(tasks); }
    Expected<std::vector<Task>> unfinished() override { return m_store->unfinished(); }
    Expected<std::optional<Task>> find(const TaskId& task) override { return m_store->find(task); }
    Expected<std::string> request(const TaskId& task) override { return m_store->request(task); }
    Expected<std::optional<KeyedTask>> findKeyed(const std::string& retryKey, WallMs since) override
    {
        return m_store->findKeyed(retryKey, since);
    }
    Expected<HistoryPage> history(const HistoryQuery& query) override { return m_store->history(query); }
    Expected<std::vector<TagCount>> tags() override { return m_store->tags(); }
    Expected<std::vector<PictureCount>> pictureCounts(WallMs recentFrom) override
    {
        return m_store->pictureCounts(recentFrom);
    }
    Expected<std::vector<TaskId>> tasksWithInputs() override { return m_store->tasksWithInputs(); }
    Expected<StoreTotals> totals() override { return m_store->totals(); }
    Expected<std::string> setting(const std::string& key) override { return m_store->setting(key); }

private:
    std::unique_ptr<TaskStore> m_store;
    std::shared_ptr<std::atomic<bool>> m_isBroken;
};

} // namespace

Clock FakeClock::clock()
{
    return {[state = m_state] {
                const std::scoped_lock lock(state->mutex);
                return state->wall;
            },
            [state = m_state] {
                const std::scoped_lock lock(state->mutex);
                return state->steady;
            }};
}

void FakeClock::advance(std::int64_t milliseconds)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->wall += milliseconds;
    m_state->steady += milliseconds;
}

void FakeClock::setWall(WallMs now)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->wall = now;
}

std::function<Expected<OpenedStore>(const DataFolder&)> DiskSwitch::opener()
{
    return [isBroken = m_isBroken](const DataFolder& folder) {
        return openSqliteTaskStore(folder).map([&](OpenedStore opened) {
            opened.store = std::make_unique<SwitchedStore>(std::move(opened.store), isBroken);
            return opened;
        });
    };
}

ServiceFixture::ServiceFixture(int devices)
{
    options.dataFolder = pathOf(root);
    for (int index = 0; index < devices; ++index) {
        options.devices.push_back({index == 0 ? "cpu" : "cpu#" + std::to_string(index), "cpu"});
    }
    options.runners = engine.factory();
    options.clock = clock.clock();
    options.openStore = disk.opener();
}

ServiceFixture::~ServiceFixture() { stop(); }

void ServiceFixture::start()
{
    m_service = TaskService::create(options).value();
    m_subscription = m_service->events().subscribe([this](const TaskEvent& event) {
        const std::scoped_lock lock(m_mutex);
        if (const auto* added = std::get_if<TaskAdded>(&event)) {
            note(added->view.task);
        } else if (const auto* changed = std::get_if<TaskChanged>(&event)) {
            note(changed->view.task);
        } else if (const auto* devices = std::get_if<DevicesChanged>(&event)) {
            m_devices = devices->devices;
        }
        m_told.notify_all();
    });
    const std::scoped_lock lock(m_mutex);
    if (m_devices.empty()) {
        m_devices = m_service->status().devices;
    }
    // What became of tasks of an earlier life before the subscription was there.
    for (const auto& [id, states] : m_states) {
        m_service->find(id, [this](const std::optional<TaskView>& view) {
            const std::scoped_lock noteLock(m_mutex);
            if (view) {
                note(view->task);
                m_told.notify_all();
            }
        });
    }
}

void ServiceFixture::note(const Task& task)
{
    auto& states = m_states[task.id];
    if (states.empty() || states.back() != task.state) {
        states.push_back(task.state);
    }
}

void ServiceFixture::stop()
{
    m_service.reset();
    m_subscription.reset();
    m_devices.clear();
}

SubmitOutcome ServiceFixture::submit(Submission submission)
{
    return answer<SubmitOutcome>([&](auto reply) { m_service->submit(std::move(submission), reply); });
}

TaskId ServiceFixture::submit(const std::string& prompt, int priority, const std::string& client)
{
    Submission asked = ::submission(prompt);
    asked.priority = priority;
    asked.client = client;
    return submit(std::move(asked)).value().front().task.id;
}

CommandOutcome ServiceFixture::cancel(const TaskId& task)
{
    return answer<CommandOutcome>([&](auto reply) { m_service->cancel(task, reply); });
}

CommandOutcome ServiceFixture::retry(const TaskId& task)
{
    return answer<CommandOutcome>([&](auto reply) { m_service->retry(task, reply); });
}

Expected<void> ServiceFixture::setMode(const std::string& device, DeviceMode mode)
{
    return answer<Expected<void>>([&](auto reply) { m_service->setDeviceMode(device, mode, reply); });
}

TaskView ServiceFixture::find(const TaskId& task)
{
    return answer<std::optional<TaskView>>([&](auto reply) { m_service->find(task, reply); }).value_or(TaskView{});
}

std::vector<TaskView> ServiceFixture::unfinished()
{
    return answer<std::vector<TaskView>>([&](auto reply) { m_service->unfinished(reply); });
}

bool ServiceFixture::waitFor(const TaskId& task, TaskState state)
{
    std::unique_lock lock(m_mutex);
    return m_told.wait_for(lock, Patience, [&] { return !m_states[task].empty() && m_states[task].back() == state; });
}

bool ServiceFixture::waitForEnd(const TaskId& task)
{
    std::unique_lock lock(m_mutex);
    return m_told.wait_for(lock, Patience, [&] { return !m_states[task].empty() && isFinal(m_states[task].back()); });
}

bool ServiceFixture::waitForDevice(const std::string& device, DeviceState state)
{
    std::unique_lock lock(m_mutex);
    return m_told.wait_for(lock, Patience, [&] {
        const auto found = std::ranges::find(m_devices, device, &DeviceStatus::id);
        return found != m_devices.end() && found->state == state;
    });
}

bool ServiceFixture::waitForBusy(std::ptrdiff_t devices)
{
    std::unique_lock lock(m_mutex);
    return m_told.wait_for(lock, Patience, [&] {
        return std::ranges::count(m_devices, DeviceState::Busy, &DeviceStatus::state) == devices;
    });
}

std::vector<TaskState> ServiceFixture::told(const TaskId& task)
{
    const std::scoped_lock lock(m_mutex);
    return m_states[task];
}

Submission submission(const std::string& prompt)
{
    Submission asked;
    asked.request.prompt = prompt;
    asked.request.modelId = "starter";
    return asked;
}
