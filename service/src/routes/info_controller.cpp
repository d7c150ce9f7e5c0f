#include "routes/info_controller.h"

#include "content/json_writer.h"
#include "contract/accept.h"
#include "contract/adapter_kind.h"
#include "routes/openapi.h"
#include "routes/pages.h"
#include "routes/replies.h"
#include "routes/route_table.h"

#include <algorithm>

namespace genserve::service {
namespace {

constexpr double BytesPerMb = 1e6;
constexpr std::string_view HtmlType = "text/html";

// The pages hold their own style and script, fetch nothing but this server's answers and can't be framed.
Reply pageReply(std::string_view html)
{
    Reply reply =
        Reply::withBytes(200, "text/html; charset=utf-8", QByteArray(html.data(), static_cast<qsizetype>(html.size())));
    reply.fields.push_back({"Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
                            "connect-src 'self'; img-src data: blob:; form-action 'none'; base-uri 'none'; "
                            "frame-ancestors 'none'"});
    reply.fields.push_back({"Cache-Control", "no-store"});
    reply.fields.push_back({"X-Content-Type-Options", "nosniff"});
    reply.fields.push_back({"Referrer-Policy", "no-referrer"});
    reply.fields.push_back({"Vary", "Accept"});
    return reply;
}

std::string_view stateWord(const tasks::ServiceStatus& status)
{
    if (status.isStopping) {
        return "draining";
    }
    const auto isStarting = [](const auto& device) { return device.state == tasks::DeviceState::Starting; };
    return !status.devices.empty() && std::ranges::all_of(status.devices, isStarting) ? "starting" : "running";
}

void writeManager(JsonWriter& json, const tasks::ServiceStatus& status)
{
    const auto& devices = status.devices;
    int restarts = 0;
    for (const tasks::DeviceStatus& device : devices) {
        restarts += device.restarts;
    }
    json.key("concurrent_manager").beginObject();
    json.key("alive_processes").integer(std::ranges::count_if(devices, &tasks::DeviceStatus::isAlive));
    json.key("dead_processes").integer(std::ranges::count_if(devices, [](const auto& device) {
        return device.state == tasks::DeviceState::Quarantined;
    }));
    json.key("total_restarts").integer(restarts);
    json.key("global_queue_size").integer(status.tasks.queued);
    json.endObject();
}

void writeTaskCounts(JsonWriter& json, const tasks::TaskCounts& counts)
{
    json.key("tasks").beginObject();
    json.key("queued").integer(counts.queued).key("running").integer(counts.running);
    json.key("finished").integer(counts.finished).key("failed").integer(counts.failed);
    json.key("cancelled").integer(counts.cancelled);
    json.endObject();
}

// null: the driver does not tell.
void writeFigures(JsonWriter& json, const tasks::DeviceFigures& figures)
{
    const auto megabytes = [](const std::optional<std::int64_t>& bytes) {
        return bytes ? std::optional(static_cast<double>(*bytes) / BytesPerMb) : std::nullopt;
    };
    for (const auto& [key, figure] : {std::pair("vram_total_mb", megabytes(figures.memoryTotal)),
                                      {"vram_used_mb", megabytes(figures.memoryUsed)},
                                      {"utilization_pct", figures.loadPercent},
                                      {"temperature_c", figures.temperatureC},
                                      {"power_w", figures.powerW}}) {
        json.key(key);
        figure ? json.number(*figure, 1) : json.null();
    }
}

void writeDevices(JsonWriter& json, const std::vector<tasks::DeviceStatus>& devices)
{
    json.key("devices").beginArray();
    for (const tasks::DeviceStatus& device : devices) {
        json.beginObject();
        json.key("gpu_id").text(device.gpuId).key("name").textOrNull(device.name);
        json.key("state").text(tasks::toString(device.state)).key("task_id").textOrNull(device.task);
        json.key("model_id").textOrNull(device.heldModels.empty() ? std::string() : device.heldModels.front());
        writeFigures(json, device.figures);
        json.key("idle_reason").textOrNull(tasks::describe(device.idleReason));
        json.endObject();
    }
    json.endArray();
}

void writeModel(JsonWriter& json, const ModelEntry& model)
{
    json.beginObject();
    json.key("model_id").text(model.info.id).key("model_name").text(model.info.name);
    json.key("description").text(model.info.description);
    json.key("total_gpu_processes").integer(model.totalWorkers);
    json.key("available_gpu_processes").integer(model.availableWorkers);
    json.key("supported_features").texts(model.info.features);
    json.key("native_size").integer(model.info.nativeSize).key("default_steps").integer(model.info.defaultSteps);
    json.key("default_cfg").number(model.info.defaultCfg).key("format").text(model.info.format);
    json.key("precision").text(model.info.precision);
    json.key("size_mb").number(static_cast<double>(model.info.bytes) / BytesPerMb, 1);
    json.key("loaded_on").texts(model.loadedOn);
    json.endObject();
}

} // namespace

InfoController::InfoController(const ServerOptions& options, const TaskDoor& door, const RequestCounters& counters)
    : m_version(options.version), m_door(door), m_counters(counters)
{
}

tasks::ServiceStatus InfoController::doorStatus() const
{
    tasks::ServiceStatus status = m_door.status();
    status.isStopping = status.isStopping || m_isDraining;
    return status;
}

std::int64_t InfoController::uptimeSeconds() const
{
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - m_started).count();
}

Reply InfoController::status() const
{
    const tasks::ServiceStatus status = doorStatus();
    JsonWriter json;
    json.beginObject().key("status").text(stateWord(status));
    writeManager(json, status);
    json.key("version").text(m_version);
    json.key("uptime_s").integer(uptimeSeconds());
    writeTaskCounts(json, status.tasks);
    writeDevices(json, status.devices);
    json.endObject();
    return jsonReply(200, json.take());
}

Reply InfoController::models() const
{
    JsonWriter json;
    json.beginArray();
    for (const ModelEntry& model : m_door.models()) {
        writeModel(json, model);
    }
    json.endArray();
    return jsonReply(200, json.take());
}

Reply InfoController::loras() const
{
    JsonWriter json;
    json.beginArray();
    for (const AdapterInfo& lora : m_door.adapters()) {
        if (!isLora(lora)) {
            continue;
        }
        json.beginObject().key("name").text(lora.id).key("title").text(lora.name).key("kind").text(lora.kind);
        json.key("format").text(lora.format).key("precision").text(lora.precision);
        json.key("size_mb").number(static_cast<double>(lora.bytes) / BytesPerMb, 1);
        json.key("fits").texts(lora.fits).key("problem").textOrNull(lora.problem).endObject();
    }
    json.endArray();
    return jsonReply(200, json.take());
}

Reply InfoController::live() const { return jsonReply(200, R"({"status":"live"})"); }

Reply InfoController::ready() const
{
    const tasks::ServiceStatus status = doorStatus();
    const bool hasWorker = std::ranges::any_of(status.devices, [](const auto& device) {
        return device.state == tasks::DeviceState::Idle || device.state == tasks::DeviceState::Busy;
    });
    if (hasWorker && !status.isStopping && status.storageFault.empty()) {
        return jsonReply(200, R"({"status":"ready"})");
    }
    return errorReply(503, "not_ready", "no worker can take a task at the moment");
}

Reply InfoController::root(const RequestHead& head) const
{
    if (namesType(head.value("accept"), HtmlType)) {
        return pageReply(rootPage());
    }
    JsonWriter json;
    json.beginObject().key("name").text("GenServe").key("version").text(m_version).key("endpoints").beginArray();
    for (const Route& route : routeTable()) {
        json.beginObject().key("method").text(toString(route.method)).key("path").text(route.path);
        json.key("summary").text(route.summary).endObject();
    }
    json.endArray().endObject();
    return jsonReply(200, json.take());
}

Reply InfoController::docs() const { return pageReply(docsPage()); }

Reply InfoController::metrics() const
{
    Reply reply =
        Reply::withBytes(200, "text/plain; version=0.0.4; charset=utf-8",
                         QByteArray::fromStdString(m_counters.text(doorStatus(), m_version, uptimeSeconds())));
    reply.fields.push_back({"Cache-Control", "no-store"});
    reply.fields.push_back({"X-Content-Type-Options", "nosniff"});
    return reply;
}

Reply InfoController::openApi() const { return jsonReply(200, openApiJson(m_version)); }

} // namespace genserve::service
