#include "content/base64.h"

#include <algorithm>
#include <array>

namespace genserve::service {
namespace {

constexpr std::string_view Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t Space = 64;
constexpr std::uint8_t Padding = 65;
constexpr std::uint8_t Other = 66;

constexpr std::array<std::uint8_t, 256> Values = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(Other);
    for (std::size_t i = 0; i < Alphabet.size(); ++i) {
        values[static_cast<unsigned char>(Alphabet[i])] = static_cast<std::uint8_t>(i);
    }
    for (const char c : std::string_view(" \t\r\n\f\v")) {
        values[static_cast<unsigned char>(c)] = Space;
    }
    values['='] = Padding;
    return values;
}();

class Decoder {
public:
    explicit Decoder(std::vector<std::uint8_t>& bytes) : m_bytes(bytes) {}

    // Whole groups of four without anything special, which is nearly all of a picture.
    std::size_t takeGroups(std::string_view text, std::size_t maxBytes)
    {
        std::size_t at = 0;
        if (m_count != 0 || m_padding != 0) {
            return 0;
        }
        for (; at + 4 <= text.size() && m_bytes.size() + 3 <= maxBytes; at += 4) {
            const std::uint32_t a = value(text[at]);
            const std::uint32_t b = value(text[at + 1]);
            const std::uint32_t c = value(text[at + 2]);
            const std::uint32_t d = value(text[at + 3]);
            if ((a | b | c | d) >= Space) {
                break;
            }
            const std::uint32_t bits = a << 18 | b << 12 | c << 6 | d;
            m_bytes.push_back(static_cast<std::uint8_t>(bits >> 16));
            m_bytes.push_back(static_cast<std::uint8_t>(bits >> 8));
            m_bytes.push_back(static_cast<std::uint8_t>(bits));
        }
        return at;
    }
    // Null, or what is wrong with the character.
    const char* take(char c)
    {
        const std::uint8_t v = value(c);
        if (v == Space) {
            return nullptr;
        }
        if (v == Padding) {
            return ++m_padding > 2 || m_count + m_padding > 4 || m_count < 2 ? "its padding is wrong" : nullptr;
        }
        if (v == Other) {
            return "it has a character outside the alphabet";
        }
        if (m_padding > 0) {
            return "something follows its padding";
        }
        m_bits = m_bits << 6 | v;
        if (++m_count == 4) {
            for (const int shift : {16, 8, 0}) {
                m_bytes.push_back(static_cast<std::uint8_t>(m_bits >> shift));
            }
            m_bits = 0;
            m_count = 0;
        }
        return nullptr;
    }
    const char* finish()
    {
        if (m_count == 0) {
            return m_padding == 0 ? nullptr : "its padding is wrong";
        }
        if (m_count + m_padding != 4) {
            return "it ends in the middle";
        }
        const std::uint32_t rest = m_count == 2 ? m_bits & 0xF : m_bits & 0x3;
        if (rest != 0) {
            return "its last character has bits too many";
        }
        m_bytes.push_back(static_cast<std::uint8_t>(m_count == 2 ? m_bits >> 4 : m_bits >> 10));
        if (m_count == 3) {
            m_bytes.push_back(static_cast<std::uint8_t>(m_bits >> 2));
        }
        return nullptr;
    }

private:
    static std::uint8_t value(char c) { return Values[static_cast<unsigned char>(c)]; }

    std::vector<std::uint8_t>& m_bytes;
    std::uint32_t m_bits = 0;
    int m_count = 0; // characters of the group so far
    int m_padding = 0;
};

} // namespace

std::string_view withoutDataPrefix(std::string_view text)
{
    for (const std::string_view prefix :
         {"data:image/png;base64,", "data:image/jpeg;base64,", "data:image/jpg;base64,"}) {
        if (text.starts_with(prefix)) {
            return text.substr(prefix.size());
        }
    }
    return text;
}

tl::expected<std::vector<std::uint8_t>, std::string> decodeBase64(std::string_view text, std::size_t maxBytes)
{
    std::vector<std::uint8_t> bytes;
    bytes.reserve(std::min(text.size() / 4 * 3 + 3, maxBytes + 3));
    Decoder decoder(bytes);
    const auto wrong = [](const char* problem) { return tl::unexpected("is not base64: " + std::string(problem)); };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t groups = decoder.takeGroups(text.substr(at), maxBytes);
        at += groups;
        if (groups == 0) {
            if (const char* const problem = decoder.take(text[at++])) {
                return wrong(problem);
            }
            if (bytes.size() > maxBytes) {
                return tl::unexpected("is too large: at most " + std::to_string(maxBytes) + " bytes are taken");
            }
        }
    }
    if (const char* const problem = decoder.finish()) {
        return wrong(problem);
    }
    return bytes;
}

std::string encodeBase64(std::string_view bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const auto byte = [&](std::size_t i) {
            return at + i < bytes.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) : 0U;
        };
        const std::uint32_t bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        text += Alphabet[bits >> 18];
        text += Alphabet[bits >> 12 & 63];
        text += at + 1 < bytes.size() ? Alphabet[bits >> 6 & 63] : '=';
        text += at + 2 < bytes.size() ? Alphabet[bits & 63] : '=';
    }
    return text;
}

} // namespace genserve::service
