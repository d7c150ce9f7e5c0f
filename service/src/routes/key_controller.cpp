#include "routes/key_controller.h"

#include "content/json_scan.h"
#include "content/json_writer.h"
#include "routes/replies.h"

#include <algorithm>

namespace genserve::service {
namespace {

void writeKey(JsonWriter& json, const ApiKey& key)
{
    json.key("name").text(key.name).key("scopes").text(key.scopes).key("created_at").text(key.createdAt);
}

struct WantedKey {
    std::string name, scopes;
};

// Absent where the body is something else. Without scopes a key may generate and read.
std::optional<WantedKey> readWanted(Body body)
{
    const auto bytes = body.whole.view();
    const auto value = bytes ? scanJson(*bytes) : tl::unexpected(JsonFault{});
    const JsonValue* const name = value ? value->member("name") : nullptr;
    const JsonValue* const scopes = value ? value->member("scopes") : nullptr;
    const auto isText = [](const JsonValue* member) { return member->kind == JsonValue::Kind::String; };
    if (!name || !isText(name) || (scopes && !isText(scopes))) {
        return std::nullopt;
    }
    return WantedKey{name->text(), scopes ? scopes->text() : "generation,readonly"};
}

} // namespace

KeyStore* KeyController::store(const std::shared_ptr<Exchange>& exchange)
{
    if (!m_keys) {
        exchange->reply(errorReply(409, "no_keys", "this server keeps no keys"));
        return nullptr;
    }
    if (!m_keys->refresh()) {
        exchange->reply(errorReply(500, "keys_unreadable", "the file of the keys can't be read"));
        return nullptr;
    }
    return &*m_keys;
}

void KeyController::list(const std::shared_ptr<Exchange>& exchange)
{
    const KeyStore* const keys = store(exchange);
    if (!keys) {
        return;
    }
    JsonWriter json;
    json.beginArray();
    for (const ApiKey& key : keys->keys()) {
        json.beginObject();
        writeKey(json, key);
        json.endObject();
    }
    json.endArray();
    exchange->reply(jsonReply(200, json.take()));
}

void KeyController::add(const std::shared_ptr<Exchange>& exchange)
{
    const auto wanted = readWanted(std::move(exchange->body()));
    if (!wanted) {
        return exchange->reply(
            errorReply(400, "invalid_request", R"(the body must be {"name": "...", "scopes": "generation,readonly"})"));
    }
    KeyStore* const keys = store(exchange);
    if (!keys) {
        return;
    }
    if (std::ranges::find(keys->keys(), wanted->name, &ApiKey::name) != keys->keys().end()) {
        return exchange->reply(errorReply(409, "name_taken", "another key has this name"));
    }
    const auto text = keys->add(wanted->name, wanted->scopes);
    if (!text) {
        const bool isRequest = text.error().code == ErrorCode::InvalidArgument;
        return exchange->reply(isRequest ? errorReply(400, "invalid_request", describe(text.error()))
                                         : errorReply(500, "storage_failed", "the key can't be stored"));
    }
    JsonWriter json;
    json.beginObject();
    writeKey(json, keys->keys().back());
    json.key("key").text(*text).endObject();
    exchange->reply(jsonReply(201, json.take()));
}

void KeyController::revoke(const std::shared_ptr<Exchange>& exchange, const std::string& name)
{
    KeyStore* const keys = store(exchange);
    if (!keys) {
        return;
    }
    const auto found = std::ranges::find(keys->keys(), name, &ApiKey::name);
    if (found == keys->keys().end()) {
        return exchange->reply(errorReply(404, "unknown_key", "no key has this name"));
    }
    JsonWriter json;
    json.beginObject();
    writeKey(json, *found);
    json.endObject();
    if (!keys->revoke(name)) {
        return exchange->reply(errorReply(500, "storage_failed", "the key can't be revoked"));
    }
    exchange->reply(jsonReply(200, json.take()));
}

} // namespace genserve::service
