#include "routes/openapi.h"

#include "content/json_writer.h"
#include "contract/fields.h"
#include "routes/answer_schemas.h"
#include "routes/route_table.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

namespace genserve::service {
namespace {

constexpr std::string_view PrioritySchema =
    R"({"type":"object","required":["priority"],)"
    R"("properties":{"priority":{"type":"integer","minimum":-1000,"maximum":1000}}})";
constexpr std::string_view NewKeySchema =
    R"({"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[A-Za-z0-9._-]{1,64}$"},)"
    R"("scopes":{"type":"string","pattern":"^(generation|readonly|admin|all)(,(generation|readonly|admin|all))*$",)"
    R"("default":"generation,readonly"}}})";
constexpr std::string_view ReplyRef = R"({"$ref":"#/components/schemas/Reply"})";
constexpr std::string_view TaskRef = R"({"$ref":"#/components/schemas/Task"})";

// The JSON names of types; integers and numbers may also come as decimal strings.
void writeNumber(JsonWriter& json, const FieldSpec& spec, std::string_view type)
{
    json.key("anyOf").beginArray();
    json.beginObject().key("type").text(type).key("minimum");
    spec.type == FieldType::Integer ? json.integer(static_cast<std::int64_t>(spec.minimum)) : json.number(spec.minimum);
    json.key("maximum");
    if (spec.maximum >= 9.2e18) {
        json.json("9223372036854775807");
    } else {
        spec.type == FieldType::Integer ? json.integer(static_cast<std::int64_t>(spec.maximum))
                                        : json.number(spec.maximum);
    }
    json.endObject();
    json.beginObject().key("type").text("string").key("description").text("The number in decimal digits.").endObject();
    json.json(R"({"type":"null"})").endArray();
}

void writeChoices(JsonWriter& json, std::string_view choices)
{
    json.key("enum").beginArray();
    while (!choices.empty()) {
        const std::size_t end = std::min(choices.find(' '), choices.size());
        json.text(choices.substr(0, end));
        choices.remove_prefix(std::min(end + 1, choices.size()));
    }
    json.null().endArray();
}

std::string_view listSchema(FieldType type)
{
    switch (type) {
    case FieldType::Loras:
        return R"([{"type":"array","maxItems":16,"items":{"type":"object","required":["name"],"properties":{)"
               R"("name":{"type":"string","minLength":1},"weight":{"type":"number","minimum":-4,"maximum":4}}}},)"
               R"({"type":"string"},{"type":"null"}])";
    case FieldType::ControlNets:
        return R"([{"type":"array","maxItems":8,"items":{"type":"object","properties":{"id":{"type":"string"},)"
               R"("image":{"type":"string"},"mode":{"type":"integer","minimum":0,"maximum":10},)"
               R"("scale":{"type":"number","minimum":0,"maximum":2},"start":{"type":"number","minimum":0,"maximum":1},)"
               R"("end":{"type":"number","minimum":0,"maximum":1}}}},{"type":"string"},{"type":"null"}])";
    default: break;
    }
    return R"([{"type":"object","properties":{"left":{"type":"integer","minimum":0,"maximum":4096},)"
           R"("top":{"type":"integer","minimum":0,"maximum":4096},"right":{"type":"integer","minimum":0,"maximum":4096},)"
           R"("bottom":{"type":"integer","minimum":0,"maximum":4096}}},{"type":"string"},{"type":"null"}])";
}

void writeField(JsonWriter& json, const FieldSpec& spec, bool isForm)
{
    json.key(spec.name).beginObject();
    switch (spec.type) {
    case FieldType::Text:
        json.key("type").json(spec.requiredIn == InEvery ? R"("string")" : R"(["string","null"])");
        json.key("minLength").integer(static_cast<std::int64_t>(spec.minimum));
        json.key("maxLength").integer(static_cast<std::int64_t>(spec.maximum));
        break;
    case FieldType::Integer: writeNumber(json, spec, "integer"); break;
    case FieldType::Number: writeNumber(json, spec, "number"); break;
    case FieldType::Boolean: json.key("type").json(R"(["boolean","null"])"); break;
    case FieldType::Choice: writeChoices(json, spec.choices); break;
    case FieldType::Picture:
        json.key("type").json(isForm ? R"("string")" : R"(["string","null"])");
        isForm ? json.key("format").text("binary") : json.key("contentEncoding").text("base64");
        break;
    case FieldType::Loras:
    case FieldType::ControlNets:
    case FieldType::Outpaint: json.key("anyOf").json(listSchema(spec.type)); break;
    }
    if (!spec.defaultJson.empty()) {
        json.key("default").json(spec.defaultJson);
    }
    json.key("description").text(spec.note).key("x-description-zh").text(spec.noteZh).endObject();
}

void writeRequestSchema(JsonWriter& json, std::string_view name, bool isForm)
{
    json.key(name).beginObject().key("type").text("object").key("required").beginArray();
    for (const FieldSpec& spec : requestFields()) {
        if (spec.requiredIn == InEvery) {
            json.text(spec.name);
        }
    }
    json.endArray().key("properties").beginObject();
    for (const FieldSpec& spec : requestFields()) {
        writeField(json, spec, isForm);
    }
    json.endObject().endObject();
}

void writeSchemas(JsonWriter& json)
{
    json.key("components").beginObject().key("schemas").beginObject();
    writeRequestSchema(json, "Request", false);
    writeRequestSchema(json, "RequestForm", true);
    for (const auto& [name, schema] : answerSchemas()) {
        json.key(name).json(schema);
    }
    json.endObject();
    json.key("securitySchemes")
        .json(
            R"({"bearer":{"type":"http","scheme":"bearer"},"key":{"type":"apiKey","in":"header","name":"X-API-Key"}})");
    json.endObject();
}

void writeParameters(JsonWriter& json, const Route& route)
{
    json.key("parameters").beginArray();
    if (route.id == RouteId::RevokeKey) {
        json.json(R"({"name":"id","in":"path","required":true,"description":"The key's name.",)"
                  R"("schema":{"type":"string","pattern":"^[A-Za-z0-9._-]{1,64}$"}})");
    } else if (route.path.find("{id}") != route.path.npos) {
        json.json(R"({"name":"id","in":"path","required":true,"schema":{"type":"string","format":"uuid"}})");
    }
    if (route.body == RouteBody::Request) {
        json.json(
            R"({"name":"Idempotency-Key","in":"header","description":"A retry with the same key gets the same task.",)"
            R"("schema":{"type":"string","pattern":"^[!-~]{1,255}$"}})");
    }
    if (route.id == RouteId::ListTasks) {
        json.json(
            R"({"name":"state","in":"query","schema":{"enum":["queued","running","finished","failed","cancelled"]}})");
        json.json(
            R"({"name":"limit","in":"query","schema":{"type":"integer","minimum":1,"maximum":500,"default":50}})");
        json.json(R"({"name":"before","in":"query","description":"The task_id that the page before ended with.",)"
                  R"("schema":{"type":"string","format":"uuid"}})");
    }
    json.endArray();
}

void writeBody(JsonWriter& json, const Route& route)
{
    if (route.body == RouteBody::Request) {
        json.key("requestBody")
            .json(
                R"({"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Request"}},)"
                R"("multipart/form-data":{"schema":{"$ref":"#/components/schemas/RequestForm"}}}})");
    } else if (route.body == RouteBody::SmallJson) {
        json.key("requestBody").beginObject().key("required").boolean(true);
        json.key("content").beginObject().key("application/json").beginObject();
        json.key("schema").json(route.id == RouteId::AddKey ? NewKeySchema : PrioritySchema);
        json.endObject().endObject().endObject();
    }
}

void writeResponse(JsonWriter& json, int status, std::string_view type, std::string_view schema)
{
    json.key(std::to_string(status))
        .beginObject()
        .key("description")
        .text(status < 400 ? "Done." : "Refused or failed.");
    json.key("content").beginObject().key(type).beginObject().key("schema").json(schema).endObject().endObject();
    json.endObject();
}

std::string refTo(const std::string& schema) { return R"({"$ref":"#/components/schemas/)" + schema + "\"}"; }

std::string listOf(const std::string& schema) { return R"({"type":"array","items":)" + refTo(schema) + '}'; }

void writeSuccess(JsonWriter& json, RouteId route)
{
    switch (route) {
    case RouteId::Generate: return writeResponse(json, 200, "application/json", ReplyRef);
    case RouteId::AddTask: return writeResponse(json, 202, "application/json", TaskRef);
    case RouteId::ShowTask:
    case RouteId::CancelTask:
    case RouteId::ChangeTask: return writeResponse(json, 200, "application/json", TaskRef);
    case RouteId::ListTasks:
        return writeResponse(json, 200, "application/json",
                             R"({"type":"array","items":{"$ref":"#/components/schemas/Task"}})");
    case RouteId::TaskEvents: return writeResponse(json, 200, "text/event-stream", R"({"type":"string"})");
    case RouteId::TaskImage: return writeResponse(json, 200, "image/png", R"({"type":"string","format":"binary"})");
    case RouteId::Models: return writeResponse(json, 200, "application/json", listOf("Model"));
    case RouteId::Loras: return writeResponse(json, 200, "application/json", listOf("Lora"));
    case RouteId::Status: return writeResponse(json, 200, "application/json", refTo("Status"));
    case RouteId::ListKeys: return writeResponse(json, 200, "application/json", listOf("Key"));
    case RouteId::AddKey: return writeResponse(json, 201, "application/json", refTo("NewKey"));
    case RouteId::RevokeKey: return writeResponse(json, 200, "application/json", refTo("Key"));
    case RouteId::Metrics: return writeResponse(json, 200, "text/plain", R"({"type":"string"})");
    case RouteId::Docs: return writeResponse(json, 200, "text/html", R"({"type":"string"})");
    default: return writeResponse(json, 200, "application/json", R"({"type":"object"})");
    }
}

void writeOperation(JsonWriter& json, const Route& route)
{
    std::string name(toString(route.method));
    std::ranges::transform(name, name.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    json.key(name).beginObject().key("summary").text(route.summary);
    json.key("x-summary-zh").text(route.summaryZh);
    writeParameters(json, route);
    writeBody(json, route);
    json.key("responses").beginObject();
    writeSuccess(json, route.id);
    for (const int status : {400, 401, 403, 404, 405, 408, 409, 411, 413, 414, 415, 421, 429, 431, 500, 503}) {
        writeResponse(json, status, "application/json", ReplyRef);
    }
    json.endObject();
    if (route.scope != NoScope) {
        json.key("security").json(R"([{},{"bearer":[]},{"key":[]}])");
    }
    json.endObject();
}

} // namespace

std::string openApiJson(const std::string& version)
{
    JsonWriter json;
    json.beginObject().key("openapi").text("3.1.0");
    json.key("info").beginObject().key("title").text("GenServe").key("version").text(version).endObject();
    std::map<std::string_view, std::vector<const Route*>> paths;
    for (const Route& route : routeTable()) {
        paths[route.path].push_back(&route);
    }
    json.key("paths").beginObject();
    for (const auto& [path, routes] : paths) {
        json.key(path).beginObject();
        for (const Route* const route : routes) {
            writeOperation(json, *route);
        }
        json.endObject();
    }
    json.endObject();
    writeSchemas(json);
    json.endObject();
    return json.take();
}

} // namespace genserve::service
