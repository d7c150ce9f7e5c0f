#include "one_line.h"

namespace genserve::pipeline {

std::string oneLine(std::string_view text, std::size_t longestBytes)
{
    std::size_t length = text.size();
    if (length > longestBytes) {
        length = longestBytes;
        while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) {
            --length; // not inside a UTF-8 sequence
        }
    }
    std::string line(text.substr(0, length));
    for (char& c : line) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            c = '?';
        }
    }
    return length < text.size() ? line + "..." : line;
}

} // namespace genserve::pipeline
