#include "tensor_name.h"

namespace genserve::weights {

namespace {

constexpr std::size_t LongestShown = 120; // bytes

} // namespace

std::string shownName(std::string_view name)
{
    std::size_t length = name.size();
    if (length > LongestShown) {
        length = LongestShown;
        while (length > 0 && (static_cast<unsigned char>(name[length]) & 0xC0U) == 0x80U) {
            --length; // a cut inside a UTF-8 sequence would leave half a character
        }
    }
    std::string shown(name.substr(0, length));
    for (char& c : shown) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            c = '?';
        }
    }
    return length < name.size() ? shown + "..." : shown;
}

std::string shownShape(std::span<const std::int64_t> shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        text.append(i > 0 ? ", " : "").append(std::to_string(shape[i]));
    }
    return text + "]";
}

} // namespace genserve::weights
