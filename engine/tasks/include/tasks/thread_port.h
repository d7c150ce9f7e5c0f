// From any thread to the thread of a QObject: the one way back from the tasks thread to window and service.
#pragma once

#include <functional>
#include <memory>

class QObject;

namespace genserve::tasks {

// Made on the thread of `context`, which may then be destroyed at any time: calls that come later are dropped. Copies
// share one queue.
class ThreadPort {
public:
    explicit ThreadPort(QObject* context);

    // Runs `call` on the context's thread, from its event loop, in the order of posting. Any thread; never blocks.
    void post(std::function<void()> call) const;

private:
    struct State;
    class Receiver;
    std::shared_ptr<State> m_state;
};

// A Reply that calls `callback` on the thread of `context`, where this is called too. Lost with the context.
//     service.cancel(id, onThreadOf<CommandOutcome>(this, [this](const CommandOutcome& outcome) { ... }));
template <class T>
std::function<void(T)> onThreadOf(QObject* context, std::function<void(const T&)> callback)
{
    return [port = ThreadPort(context), callback = std::move(callback)](T value) {
        port.post([callback, value = std::move(value)] { callback(value); });
    };
}

} // namespace genserve::tasks
