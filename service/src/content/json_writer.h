// Writes JSON in the order it is told, straight into one string: replies may hold megabytes of base64.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace genserve::service {

class JsonWriter {
public:
    JsonWriter& beginObject();
    JsonWriter& endObject();
    JsonWriter& beginArray();
    JsonWriter& endArray();
    JsonWriter& key(std::string_view name);

    JsonWriter& text(std::string_view utf8);
    JsonWriter& integer(std::int64_t value);
    // Shortest form that reads back as the same number; with decimals: rounded to so many digits after the point.
    JsonWriter& number(double value);
    JsonWriter& number(double value, int decimals);
    JsonWriter& boolean(bool value);
    JsonWriter& null();
    // Text that is JSON, or that needs no escapes between quotes, already.
    JsonWriter& json(std::string_view value);
    JsonWriter& plainText(std::string_view ascii);

    // Null where the text is empty.
    JsonWriter& textOrNull(std::string_view utf8) { return utf8.empty() ? null() : text(utf8); }
    JsonWriter& texts(const std::vector<std::string>& list);

    void reserve(std::size_t bytes) { m_out.reserve(bytes); }
    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    void separate();

    std::string m_out;
    bool m_needsComma = false;
};

} // namespace genserve::service
