#include "content/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace genserve::service {

void JsonWriter::separate()
{
    if (m_needsComma) {
        m_out += ',';
    }
    m_needsComma = true;
}

JsonWriter& JsonWriter::beginObject()
{
    separate();
    m_out += '{';
    m_needsComma = false;
    return *this;
}

JsonWriter& JsonWriter::endObject()
{
    m_out += '}';
    m_needsComma = true;
    return *this;
}

JsonWriter& JsonWriter::beginArray()
{
    separate();
    m_out += '[';
    m_needsComma = false;
    return *this;
}

JsonWriter& JsonWriter::endArray()
{
    m_out += ']';
    m_needsComma = true;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name)
{
    text(name);
    m_out += ':';
    m_needsComma = false;
    return *this;
}

JsonWriter& JsonWriter::text(std::string_view utf8)
{
    separate();
    m_out += '"';
    for (const char c : utf8) {
        if (c == '"' || c == '\\') {
            m_out += '\\';
            m_out += c;
        } else if (c == '\n') {
            m_out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
            m_out += escape.data();
        } else {
            m_out += c;
        }
    }
    m_out += '"';
    return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) { return json(std::to_string(value)); }

JsonWriter& JsonWriter::number(double value)
{
    if (!std::isfinite(value)) {
        return null();
    }
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return json({text.data(), end});
}

JsonWriter& JsonWriter::number(double value, int decimals)
{
    const double scale = std::pow(10.0, decimals);
    return number(std::round(value * scale) / scale);
}

JsonWriter& JsonWriter::boolean(bool value) { return json(value ? "true" : "false"); }

JsonWriter& JsonWriter::null() { return json("null"); }

JsonWriter& JsonWriter::json(std::string_view value)
{
    separate();
    m_out += value;
    return *this;
}

JsonWriter& JsonWriter::plainText(std::string_view ascii)
{
    separate();
    m_out += '"';
    m_out += ascii;
    m_out += '"';
    return *this;
}

JsonWriter& JsonWriter::texts(const std::vector<std::string>& list)
{
    beginArray();
    for (const std::string& entry : list) {
        text(entry);
    }
    return endArray();
}

} // namespace genserve::service
