#include "variation.h"

#include <limits>
#include <utility>

#include <QRandomGenerator>

namespace genserve::ui {

std::int64_t drawnSeed() { return QRandomGenerator::global()->bounded(std::numeric_limits<int>::max()); }

void sendVariation(TaskDoor& door, const tasks::TaskId& task, VariationAnswer answer)
{
    door.request(task, [&door, answer = std::move(answer)](const std::optional<GenerationRequest>& request) {
        if (!request) {
            answer(std::nullopt);
            return;
        }
        tasks::Submission submission;
        submission.request = *request;
        submission.request.seed = drawnSeed();
        door.submit(std::move(submission), [answer](const tasks::SubmitOutcome& outcome) { answer(outcome); });
    });
}

} // namespace genserve::ui
