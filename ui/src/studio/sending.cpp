#include "sending.h"

#include <memory>
#include <utility>

namespace genserve::ui {

void sendAll(TaskDoor& door, std::vector<tasks::Submission> submissions, SentAnswer answer)
{
    struct Pending {
        std::size_t left = 0;
        std::vector<tasks::TaskView> tasks;
        std::optional<tasks::Refusal> refusal;
    };
    const auto pending = std::make_shared<Pending>();
    pending->left = submissions.size();
    for (tasks::Submission& one : submissions) {
        door.submit(std::move(one), [pending, answer](const tasks::SubmitOutcome& outcome) {
            if (outcome) {
                pending->tasks.insert(pending->tasks.end(), outcome->begin(), outcome->end());
            } else if (!pending->refusal) {
                pending->refusal = outcome.error();
            }
            if (--pending->left == 0) {
                answer(pending->tasks, pending->refusal);
            }
        });
    }
}

} // namespace genserve::ui
