#include "content/json_scan.h"

#include "content/json_string.h"
#include "content/utf8.h"

#include <algorithm>

namespace genserve::service {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

class Scanner {
public:
    Scanner(std::string_view bytes, const JsonLimits& limits) : m_bytes(bytes), m_limits(limits) {}

    tl::expected<JsonValue, JsonFault> scan()
    {
        JsonValue value;
        if (!scanValue(value, 0)) {
            return tl::unexpected(m_fault);
        }
        skipSpace();
        if (m_at < m_bytes.size()) {
            fail("something follows the JSON value");
            return tl::unexpected(m_fault);
        }
        return value;
    }

private:
    bool fail(const char* problem)
    {
        m_fault = {m_at, problem};
        return false;
    }
    [[nodiscard]] char peek() const { return m_at < m_bytes.size() ? m_bytes[m_at] : '\0'; }
    void skipSpace()
    {
        while (m_at < m_bytes.size() && std::string_view(" \t\r\n").find(m_bytes[m_at]) != std::string_view::npos) {
            ++m_at;
        }
    }
    bool takeToken()
    {
        ++m_at;
        return ++m_tokens <= m_limits.tokens || fail("there are too many values");
    }

    bool scanValue(JsonValue& value, int depth)
    {
        skipSpace();
        switch (peek()) {
        case '{': return scanObject(value, depth + 1);
        case '[': return scanArray(value, depth + 1);
        case '"': value.kind = JsonValue::Kind::String; return scanString(value);
        case 't': value.boolean = true; return scanWord(value, "true", JsonValue::Kind::Boolean);
        case 'f': return scanWord(value, "false", JsonValue::Kind::Boolean);
        case 'n': return scanWord(value, "null", JsonValue::Kind::Null);
        default: return scanNumber(value);
        }
    }

    bool scanWord(JsonValue& value, std::string_view word, JsonValue::Kind kind)
    {
        if (!m_bytes.substr(m_at).starts_with(word)) {
            return fail("a value is no JSON");
        }
        m_at += word.size();
        value.kind = kind;
        return true;
    }

    bool scanNumber(JsonValue& value)
    {
        const std::size_t start = m_at;
        const auto digits = [&] {
            const std::size_t first = m_at;
            while (isDigit(peek())) {
                ++m_at;
            }
            return m_at > first;
        };
        m_at += peek() == '-' ? 1U : 0U;
        const bool startsWithZero = peek() == '0';
        const std::size_t whole = m_at;
        if (!digits() || (startsWithZero && m_at - whole > 1)) {
            return fail("a value is no JSON");
        }
        if (peek() == '.') {
            ++m_at;
            if (!digits()) {
                return fail("a number has no digits after its point");
            }
        }
        if (peek() == 'e' || peek() == 'E') {
            ++m_at;
            m_at += peek() == '+' || peek() == '-' ? 1U : 0U;
            if (!digits()) {
                return fail("a number has no digits in its exponent");
            }
        }
        value.kind = JsonValue::Kind::Number;
        value.raw = m_bytes.substr(start, m_at - start);
        return value.raw.size() <= m_limits.number || fail("a number is too long");
    }

    bool scanString(JsonValue& value)
    {
        const auto end = findStringEnd(m_bytes, m_at + 1);
        if (!end) {
            m_at = end.error().offset;
            return fail(end.error().problem);
        }
        value.raw = m_bytes.substr(m_at + 1, end->end - m_at - 1);
        value.hasEscapes = end->hasEscapes;
        m_at = end->end + 1;
        return true;
    }

    bool scanArray(JsonValue& value, int depth)
    {
        value.kind = JsonValue::Kind::Array;
        if (depth > m_limits.depth) {
            return fail("values are nested too deeply");
        }
        if (!takeToken()) {
            return false;
        }
        skipSpace();
        if (peek() == ']') {
            return takeToken();
        }
        for (;;) {
            if (!scanValue(value.items.emplace_back(), depth)) {
                return false;
            }
            skipSpace();
            const char next = peek();
            if (next != ',' && next != ']') {
                return fail("an array is not closed");
            }
            if (!takeToken()) {
                return false;
            }
            if (next == ']') {
                return true;
            }
        }
    }

    bool scanObject(JsonValue& value, int depth)
    {
        value.kind = JsonValue::Kind::Object;
        if (depth > m_limits.depth) {
            return fail("values are nested too deeply");
        }
        if (!takeToken()) {
            return false;
        }
        skipSpace();
        if (peek() == '}') {
            return takeToken();
        }
        for (;;) {
            if (!scanMember(value, depth)) {
                return false;
            }
            skipSpace();
            const char next = peek();
            if (next != ',' && next != '}') {
                return fail("an object is not closed");
            }
            if (!takeToken()) {
                return false;
            }
            if (next == '}') {
                return true;
            }
        }
    }

    bool scanMember(JsonValue& object, int depth)
    {
        skipSpace();
        if (peek() != '"') {
            return fail("a key of an object is missing");
        }
        JsonValue name;
        if (!scanString(name)) {
            return false;
        }
        if (name.raw.size() > m_limits.key) {
            return fail("a key is too long");
        }
        std::string key = name.text();
        if (object.member(key)) {
            return fail("a key stands twice");
        }
        if (static_cast<int>(object.members.size()) >= m_limits.keys) {
            return fail("an object has too many keys");
        }
        skipSpace();
        if (peek() != ':') {
            return fail("a key has no value");
        }
        return takeToken() && scanValue(object.members.emplace_back(JsonMember{std::move(key), {}}).value, depth);
    }

    std::string_view m_bytes;
    JsonLimits m_limits;
    std::size_t m_at = 0;
    int m_tokens = 0;
    JsonFault m_fault;
};

} // namespace

const JsonValue* JsonValue::member(std::string_view key) const
{
    const auto found = std::ranges::find(members, key, &JsonMember::key);
    return found == members.end() ? nullptr : &found->value;
}

std::string JsonValue::text() const { return hasEscapes ? unescaped(raw) : std::string(raw); }

tl::expected<JsonValue, JsonFault> scanJson(std::string_view bytes, const JsonLimits& limits)
{
    constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF"; // RFC 8259 lets a reader skip it; some clients send it
    return Scanner(bytes.starts_with(ByteOrderMark) ? bytes.substr(ByteOrderMark.size()) : bytes, limits).scan();
}

} // namespace genserve::service
