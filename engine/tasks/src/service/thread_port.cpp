#include "tasks/thread_port.h"

#include <QCoreApplication>
#include <QEvent>
#include <QObject>

#include <mutex>
#include <utility>
#include <vector>

namespace genserve::tasks {

struct ThreadPort::State {
    std::mutex mutex;
    QObject* receiver = nullptr; // nullptr once the context is gone
    std::vector<std::function<void()>> calls;
};

// Child of the context, so that it ends with it.
class ThreadPort::Receiver : public QObject {
public:
    Receiver(std::shared_ptr<State> state, QObject* parent) : QObject(parent), m_state(std::move(state))
    {
        m_state->receiver = this;
    }
    ~Receiver() override
    {
        const std::scoped_lock lock(m_state->mutex);
        m_state->receiver = nullptr;
        m_state->calls.clear();
    }

    bool event(QEvent* event) override
    {
        if (event->type() != QEvent::User) {
            return QObject::event(event);
        }
        std::vector<std::function<void()>> calls;
        const auto state = m_state; // a call may destroy the context, and this with it
        {
            const std::scoped_lock lock(state->mutex);
            calls = std::exchange(state->calls, {});
        }
        for (const auto& call : calls) {
            if (isGone(*state)) {
                break;
            }
            call();
        }
        return true;
    }

private:
    static bool isGone(State& state)
    {
        const std::scoped_lock lock(state.mutex);
        return !state.receiver;
    }

    std::shared_ptr<State> m_state;
};

ThreadPort::ThreadPort(QObject* context) : m_state(std::make_shared<State>())
{
    new Receiver(m_state, context); // owned by the context
}

void ThreadPort::post(std::function<void()> call) const
{
    const std::scoped_lock lock(m_state->mutex);
    if (!m_state->receiver) {
        return;
    }
    m_state->calls.push_back(std::move(call));
    // One event for all calls that wait. Under the lock, so that the receiver can't go away meanwhile.
    if (m_state->calls.size() == 1) {
        QCoreApplication::postEvent(m_state->receiver, new QEvent(QEvent::User));
    }
}

} // namespace genserve::tasks
