// POST /generate and POST /tasks: submits, and for the first waits for the task and sends its picture.
#pragma once

#include "routes/request_intake.h"

#include <chrono>
#include <unordered_map>

namespace genserve::service {

class GenerateController final : public QObject {
public:
    GenerateController(const ServerOptions& options, TaskDoor& door);

    // Replies when the task has ended; cancels it when the client leaves or the time is over.
    void generate(std::shared_ptr<Exchange> exchange);
    // Replies 202 at once.
    void addTask(std::shared_ptr<Exchange> exchange);

    void taskChanged(const tasks::TaskView& view);

private:
    struct Waiting {
        std::shared_ptr<Exchange> exchange;
        OutputFormat format = OutputFormat::Png;
        std::vector<std::string> warnings;
    };

    void wait(const tasks::TaskView& view, Waiting waiting);
    void giveUp(const tasks::TaskId& task);
    void answer(const tasks::Task& task, const Waiting& waiting);
    void sendPicture(const tasks::Task& task, const Waiting& waiting, const std::string& file);

    std::chrono::seconds m_timeout;
    TaskDoor& m_door;
    RequestIntake m_intake;
    std::unordered_map<tasks::TaskId, Waiting> m_waiting;
};

} // namespace genserve::service
