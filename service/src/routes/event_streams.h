// GET /tasks/{id}/events: a task's life as server-sent events.
#pragma once

#include "service/server_options.h"
#include "service/task_door.h"
#include "wire/reply.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <unordered_map>
#include <vector>

namespace genserve::service {

class EventStream;

class EventStreams final : public QObject {
public:
    explicit EventStreams(const ServerOptions& options);
    ~EventStreams() override;

    // A stream that starts with what is known now: a client that comes back with Last-Event-ID misses no state.
    Reply open(const tasks::TaskView& view, std::uint64_t lastEventId);

    void taskChanged(const tasks::TaskView& view);
    void taskProgressed(const tasks::TaskProgress& progress);
    [[nodiscard]] bool wantsPreviews(const tasks::TaskId& task) const { return m_streams->contains(task); }
    void taskPreviewed(const tasks::TaskId& task, const std::string& jpeg);

private:
    friend class EventStream;

    // Streams take themselves out when the client leaves.
    std::shared_ptr<std::unordered_multimap<tasks::TaskId, EventStream*>> m_streams;
    QTimer m_ping;
};

} // namespace genserve::service
