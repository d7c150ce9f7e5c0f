#include "token_sequence.h"

#include <algorithm>

namespace genserve::text {

TokenizedText framed(const std::vector<Token>& tokens, const CodePoints& typed, Frame frame, std::int64_t limit)
{
    const std::int64_t frameSize = frame.first ? 2 : 1;
    const auto total = static_cast<std::int64_t>(tokens.size());
    const std::int64_t kept = std::clamp<std::int64_t>(limit - frameSize, 0, total);
    TokenizedText result;
    result.count = total + frameSize;
    if (frame.first) {
        result.ids.push_back(*frame.first);
        result.begins.push_back(TokenizedText::NoPlace);
    }
    for (std::int64_t i = 0; i < kept; ++i) {
        const Token& token = tokens[static_cast<std::size_t>(i)];
        result.ids.push_back(token.id);
        result.begins.push_back(token.begin);
    }
    result.ids.push_back(frame.last);
    result.begins.push_back(TokenizedText::NoPlace);
    if (kept < total) {
        // A character of which only some bytes were kept counts as cut.
        const std::uint32_t begin = tokens[static_cast<std::size_t>(kept)].begin;
        for (const CodePoint& point : typed) {
            if (point.begin >= begin) {
                appendUtf8(result.cut, point.value);
            }
        }
    }
    return result;
}

} // namespace genserve::text
