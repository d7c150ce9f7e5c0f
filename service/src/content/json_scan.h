// JSON from strangers: one pass over the bytes that checks all of RFC 8259 and bounds everything, before any of it
// becomes an object of ours. Strings stay where they are, so that 200 MB of base64 cost nothing but the look at them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace genserve::service {

struct JsonLimits {
    int depth = 32;          // of arrays and objects
    int tokens = 10'000;     // { } [ ] : ,
    int keys = 64;           // of one object
    std::size_t key = 256;   // bytes of one key
    std::size_t number = 64; // characters of one number
};

struct JsonMember;

struct JsonValue {
    enum class Kind { Null, Boolean, Number, String, Array, Object };

    Kind kind = Kind::Null;
    bool boolean = false;
    // Points into the scanned bytes. Number: its characters. String: what stands between the quotes, escapes included.
    std::string_view raw;
    bool hasEscapes = false; // of a string
    std::vector<JsonValue> items;
    std::vector<JsonMember> members; // keys different from each other

    [[nodiscard]] const JsonValue* member(std::string_view key) const;
    // A string's text in UTF-8.
    [[nodiscard]] std::string text() const;
};

struct JsonMember {
    std::string key; // unescaped
    JsonValue value;
};

struct JsonFault {
    std::size_t offset = 0; // byte at which it was noticed
    std::string problem;    // "a key stands twice", without a final full stop
};

// The value points into bytes, which must outlive it.
tl::expected<JsonValue, JsonFault> scanJson(std::string_view bytes, const JsonLimits& limits = {});

} // namespace genserve::service
