// POST /generate and POST /tasks: submits, and for the first waits for the task and sends its picture.
#pragma once

#include "contract/reply_body.h"
#include "routes/idempotency.h"
#include "routes/request_intake.h"

#include <QTimer>

#include <chrono>
#include <unordered_map>

namespace genserve::service {

class GenerateController final : public QObject {
public:
    GenerateController(const ServerOptions& options, TaskDoor& door, CodecPool& pool);

    // Replies when the task has ended; cancels it when the client leaves or the time is over.
    void generate(std::shared_ptr<Exchange> exchange);
    // Replies 202 at once.
    void addTask(std::shared_ptr<Exchange> exchange);

    void taskChanged(const tasks::TaskView& view);

    // The server stops: answers 503 to all who wait, or to those only whose task does not run yet. The tasks stay.
    enum class Whom { ThoseInTheQueue, Everybody };
    void sendAway(Whom whom);

private:
    using Clock = std::chrono::steady_clock;
    struct Waiting {
        std::shared_ptr<Exchange> exchange;
        ReplyBody echo; // mode, model and warnings, for every answer
        bool isAsync = false;
        bool keepsTask = false; // has an Idempotency-Key: the task goes on when the client leaves
        bool isRunning = false;
        Clock::time_point until;
    };

    void accept(std::shared_ptr<Exchange> exchange, Intake intake, bool isAsync);
    void submitOnce(const std::shared_ptr<tasks::Submission>& submission, const Waiting& waiting);
    void submit(tasks::Submission submission, const Waiting& waiting);
    void follow(const PendingKeys::Outcome& outcome, const Waiting& waiting);
    void proceed(const tasks::TaskView& view, const Waiting& waiting);
    void wait(const tasks::TaskView& view, Waiting waiting);
    void clientHasGone(const tasks::TaskId& task, const Exchange* exchange);
    void giveUpLate();
    void answer(const tasks::Task& task, const Waiting& waiting);
    void sendPicture(const tasks::Task& task, const Waiting& waiting, TaskDoor::PictureBytes file);

    std::chrono::seconds m_timeout;
    TaskDoor& m_door;
    CodecPool& m_pool;
    RequestIntake m_intake;
    PendingKeys m_keys;
    std::unordered_multimap<tasks::TaskId, Waiting> m_waiting; // several by one Idempotency-Key
    QTimer m_sweeper;                                          // runs while somebody waits
};

} // namespace genserve::service
