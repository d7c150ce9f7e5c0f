// The JSON scanner, numbers and base64 against any bytes: no crash, limits kept, and what is accepted is the same once
// more when it is written and read again.
//
//   fuzz_json -max_total_time=120 -rss_limit_mb=1024 -dict=json.dict NEW_FINDS corpus/json
#include <cstdint>
#include <cstdlib>

#include "content/base64.h"
#include "content/json_scan.h"
#include "content/json_writer.h"
#include "content/number_text.h"
#include "content/utf8.h"

using namespace genserve::service;

namespace {

void write(const JsonValue& value, JsonWriter& json)
{
    switch (value.kind) {
    case JsonValue::Kind::Null: json.null(); break;
    case JsonValue::Kind::Boolean: json.boolean(value.boolean); break;
    case JsonValue::Kind::Number:
        if (const auto number = parseNumber(value.raw); parseInteger(value.raw) && !number) {
            std::abort();
        }
        json.json(value.raw);
        break;
    case JsonValue::Kind::String:
        if (!isUtf8(value.text())) {
            std::abort();
        }
        json.text(value.text());
        break;
    case JsonValue::Kind::Array:
        json.beginArray();
        for (const JsonValue& item : value.items) {
            write(item, json);
        }
        json.endArray();
        break;
    case JsonValue::Kind::Object:
        json.beginObject();
        for (const auto& [key, member] : value.members) {
            json.key(key);
            write(member, json);
        }
        json.endObject();
        break;
    }
}

std::string written(const JsonValue& value)
{
    JsonWriter json;
    write(value, json);
    return json.take();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    JsonLimits limits;
    limits.key = 4096; // a key may grow by its escapes when it is written
    if (const auto value = scanJson(bytes, limits)) {
        const std::string text = written(*value);
        limits.key = 65536;
        const auto again = scanJson(text, limits);
        if (!again || written(*again) != text) {
            std::abort();
        }
    }
    if (const auto decoded = decodeBase64(bytes, 4096)) {
        const std::string_view raw(reinterpret_cast<const char*>(decoded->data()), decoded->size());
        const auto again = decodeBase64(encodeBase64(raw), 4096);
        if (raw.size() > 4098 || (raw.size() <= 4096 && (!again || *again != *decoded))) {
            std::abort();
        }
    }
    return 0;
}
