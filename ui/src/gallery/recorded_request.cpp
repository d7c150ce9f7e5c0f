#include "recorded_request.h"

#include <utility>

namespace genserve::ui {
namespace {

GenerationRequest fromRecord(const tasks::Task& task)
{
    GenerationRequest request;
    request.prompt = task.prompt;
    request.mode = task.mode;
    return request;
}

// A picture from elsewhere may say nothing of its making.
GenerationRequest completed(GenerationRequest request, const tasks::Task& task)
{
    request.modelId = task.modelId.empty() ? request.modelId : task.modelId;
    request.seed = task.seed;
    const bool hasSize = request.width || request.height || request.mode == Mode::Fill; // or its input's
    if (!hasSize && task.width > 0) {
        request.width = task.width;
        request.height = task.height;
    }
    if (!request.steps && task.result.steps > 0) {
        request.steps = task.result.steps;
        request.cfg = request.cfg ? request.cfg : std::optional(task.result.cfg);
    }
    return request;
}

} // namespace

void recordedRequest(TaskDoor& tasks, const tasks::Task& task, std::function<void(const GenerationRequest&)> answer)
{
    tasks.request(task.id, [task, answer = std::move(answer)](const std::optional<GenerationRequest>& request) {
        answer(completed(request ? *request : fromRecord(task), task));
    });
}

} // namespace genserve::ui
