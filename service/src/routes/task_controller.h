// The /tasks routes: what a caller may see and do with tasks that are there.
#pragma once

#include "routes/codec_pool.h"
#include "routes/event_streams.h"
#include "service/task_door.h"
#include "wire/exchange.h"

#include <memory>
#include <string>

namespace genserve::service {

class TaskController {
public:
    TaskController(TaskDoor& door, EventStreams& events, CodecPool& pool) : m_door(door), m_events(events), m_pool(pool)
    {
    }

    void list(const std::shared_ptr<Exchange>& exchange);
    void show(const std::shared_ptr<Exchange>& exchange, const std::string& id);
    void image(const std::shared_ptr<Exchange>& exchange, const std::string& id);
    void events(const std::shared_ptr<Exchange>& exchange, const std::string& id);
    void cancel(const std::shared_ptr<Exchange>& exchange, const std::string& id);
    void change(const std::shared_ptr<Exchange>& exchange, const std::string& id);

private:
    // Calls found for a task that the caller may see; answers 404 for others, as for tasks that do not exist.
    void withTask(const std::shared_ptr<Exchange>& exchange, const std::string& id,
                  std::function<void(const tasks::TaskView&)> found);
    void sendList(const std::shared_ptr<Exchange>& exchange, const tasks::HistoryQuery& query);

    TaskDoor& m_door;
    EventStreams& m_events;
    CodecPool& m_pool;
};

} // namespace genserve::service
