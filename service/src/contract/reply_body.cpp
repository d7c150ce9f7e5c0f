#include "contract/reply_body.h"

#include "content/json_writer.h"

#include <QUuid>

namespace genserve::service {
namespace {

void writeDetails(JsonWriter& json, const std::vector<Fault>& details)
{
    json.key("details").beginArray();
    for (const Fault& fault : details) {
        json.beginObject().key("field").text(fault.field).key("problem").text(fault.problem).endObject();
    }
    json.endArray();
}

} // namespace

std::string replyJson(const ReplyBody& body)
{
    JsonWriter json;
    json.reserve(body.imageBase64.size() + 1024);
    json.beginObject();
    json.key("success").boolean(body.success);
    json.key("task_id").text(body.taskId);
    json.key("image_base64");
    body.imageBase64.empty() ? json.null() : json.plainText(body.imageBase64);
    json.key("error").textOrNull(body.error);
    json.key("elapsed_time").number(body.elapsedSeconds, 2);
    json.key("gpu_id").textOrNull(body.gpuId);
    json.key("model_id").text(body.modelId);
    json.key("mode").text(body.mode);
    if (body.settled) {
        json.key("seed").integer(body.settled->seed);
        json.key("width").integer(body.settled->width);
        json.key("height").integer(body.settled->height);
        json.key("num_inference_steps").integer(body.settled->steps);
        json.key("cfg").number(body.settled->cfg);
        json.key("queue_time").number(body.settled->queueSeconds, 2);
    }
    json.key("warnings").texts(body.warnings);
    if (!body.success) {
        json.key("code").text(body.code);
        writeDetails(json, body.details);
    }
    json.endObject();
    return json.take();
}

ReplyBody refusalOf(const RequestDraft& draft, std::string_view defaultModel)
{
    ReplyBody body;
    body.taskId = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    body.code = "invalid_request";
    body.modelId = draft.request.modelId.empty() ? std::string(defaultModel) : draft.request.modelId;
    body.mode = toString(draft.request.mode);
    body.error = describe(requestError(draft.faults));
    body.details = draft.faults;
    body.warnings = draft.warnings;
    return body;
}

} // namespace genserve::service
