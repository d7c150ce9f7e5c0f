#include "tasks/task_observer.h"

#include "event_hub.h"
#include "tasks/task_service.h"
#include "tasks/thread_port.h"

#include <algorithm>
#include <mutex>
#include <type_traits>
#include <utility>

namespace genserve::tasks {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

// Whether the later event makes the earlier one, which nobody has seen yet, needless.
bool replaces(const TaskEvent& later, const TaskEvent& earlier)
{
    if (later.index() != earlier.index()) {
        return false;
    }
    return std::visit(
        Overloaded{[&](const TaskProgress& event) { return std::get<TaskProgress>(earlier).task == event.task; },
                   [&](const TaskPreview& event) { return std::get<TaskPreview>(earlier).task == event.task; },
                   [](const QueueChanged&) { return true; }, [](const DevicesChanged&) { return true; },
                   [](const auto&) { return false; }},
        later);
}

} // namespace

struct TaskObserver::Mailbox {
    std::mutex mutex;
    std::vector<TaskEvent> events;

    // True where it was empty.
    bool put(const TaskEvent& event)
    {
        const std::scoped_lock lock(mutex);
        const bool wasEmpty = events.empty();
        std::erase_if(events, [&](const TaskEvent& earlier) { return replaces(event, earlier); });
        events.push_back(event);
        return wasEmpty;
    }
    std::vector<TaskEvent> takeAll()
    {
        const std::scoped_lock lock(mutex);
        return std::exchange(events, {});
    }
};

TaskObserver::TaskObserver(TaskService& service, QObject* parent)
    : QObject(parent), m_mailbox(std::make_shared<Mailbox>())
{
    m_subscription =
        service.events().subscribe([port = ThreadPort(this), mailbox = m_mailbox, this](const TaskEvent& event) {
            if (mailbox->put(event)) {
                port.post([this] { deliver(); }); // dropped with this
            }
        });
}

TaskObserver::~TaskObserver() = default;

void TaskObserver::deliver()
{
    const auto send = Overloaded{[this](const TaskAdded& event) { Q_EMIT added(event.view); },
                                 [this](const TaskChanged& event) { Q_EMIT changed(event.view); },
                                 [this](const TaskRemoved& event) { Q_EMIT removed(event.task); },
                                 [this](const TaskProgress& event) { Q_EMIT progressed(event); },
                                 [this](const TaskPreview& event) { Q_EMIT previewed(event); },
                                 [this](const QueueChanged&) { Q_EMIT queueChanged(); },
                                 [this](const DevicesChanged& event) { Q_EMIT devicesChanged(event.devices); }};
    for (const TaskEvent& event : m_mailbox->takeAll()) {
        std::visit(send, event);
    }
}

} // namespace genserve::tasks
