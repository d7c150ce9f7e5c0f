#include "contract/task_json.h"

#include <QDateTime>

namespace genserve::service {
namespace {

void writeTime(JsonWriter& json, std::string_view key, tasks::WallMs time)
{
    json.key(key).textOrNull(time == 0 ? std::string() : utcTime(time));
}

void writeProgress(JsonWriter& json, const tasks::TaskView& view)
{
    const tasks::Task& task = view.task;
    const bool isRunning = task.state == tasks::TaskState::Running;
    const Progress& progress = view.progress.progress;
    const bool isDenoising = isRunning && progress.stage == Stage::Denoise;
    const int steps = isDenoising ? progress.steps : task.steps;
    json.key("step").integer(isDenoising ? progress.step : task.state == tasks::TaskState::Finished ? task.steps : 0);
    json.key("steps");
    steps > 0 ? json.integer(steps) : json.null();
    json.key("eta_s");
    isRunning&& view.progress.secondsLeft ? json.number(*view.progress.secondsLeft, 1) : json.null();
}

void writeError(JsonWriter& json, const tasks::TaskError& error)
{
    json.key("error").textOrNull(error.advice.empty() ? error.message : error.message + "; " + error.advice);
    json.key("code").textOrNull(error.code);
    json.key("details").beginArray();
    for (const Fault& fault : error.faults) {
        json.beginObject().key("field").text(fault.field).key("problem").text(fault.problem).endObject();
    }
    json.endArray();
}

} // namespace

std::string utcTime(tasks::WallMs time)
{
    return QDateTime::fromMSecsSinceEpoch(time, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
}

void writeTask(JsonWriter& json, const tasks::TaskView& view, const std::vector<std::string>& warnings)
{
    const tasks::Task& task = view.task;
    json.beginObject();
    json.key("task_id").text(task.id);
    json.key("state").text(tasks::toString(task.state));
    json.key("mode").text(toString(task.mode));
    json.key("model_id").textOrNull(task.modelId);
    json.key("priority").integer(task.priority);
    json.key("position");
    task.state == tasks::TaskState::Queued ? json.integer(view.position) : json.null();
    writeTime(json, "created_at", task.createdMs);
    writeTime(json, "started_at", task.startedMs);
    writeTime(json, "finished_at", task.finishedMs);
    writeProgress(json, view);
    json.key("waiting_reason").textOrNull(tasks::describe(view.waitingReason));
    json.key("gpu_id").textOrNull(task.device);
    json.key("attempts").integer(task.attempts);
    json.key("client").textOrNull(task.client);
    writeError(json, task.error);
    const bool hasPicture = task.state == tasks::TaskState::Finished && !task.picture.empty();
    json.key("image_url").textOrNull(hasPicture ? "/tasks/" + task.id + "/image" : std::string());
    std::vector<std::string> all = warnings;
    all.insert(all.end(), task.result.warnings.begin(), task.result.warnings.end());
    json.key("warnings").texts(all);
    if (view.isCancelling) {
        json.key("cancelling").boolean(true);
    }
    json.endObject();
}

std::string taskJson(const tasks::TaskView& view, const std::vector<std::string>& warnings)
{
    JsonWriter json;
    writeTask(json, view, warnings);
    return json.take();
}

} // namespace genserve::service
