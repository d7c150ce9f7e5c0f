#include "event_hub.h"

#include <utility>

namespace genserve::tasks {

std::shared_ptr<void> EventHub::subscribe(Sink sink)
{
    auto token = std::make_shared<Sink>(std::move(sink));
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_sinks, [](const auto& known) { return known.expired(); });
    m_sinks.push_back(token);
    return token;
}

void EventHub::tell(const TaskEvent& event)
{
    std::vector<std::weak_ptr<Sink>> sinks;
    {
        const std::scoped_lock lock(m_mutex);
        sinks = m_sinks;
    }
    for (const auto& known : sinks) {
        if (const auto sink = known.lock()) {
            (*sink)(event);
        }
    }
}

} // namespace genserve::tasks
