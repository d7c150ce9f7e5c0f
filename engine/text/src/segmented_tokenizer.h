// What both tokenizers share: added tokens are cut out of the text first and stand for themselves; what lies between
// them is encoded by the tokenizer proper, and the special tokens frame the whole.
#pragma once

#include <utility>
#include <vector>

#include "added_tokens.h"
#include "token_sequence.h"

namespace genserve::text {

class SegmentedTokenizer : public Tokenizer {
public:
    struct Settings {
        Frame frame;
        std::int64_t padId = 0, idCount = 0, maxLength = 0;
        AddedTokens added;
    };

    [[nodiscard]] TokenizedText tokenize(std::string_view text, std::int64_t limit) const final
    {
        const CodePoints typed = decodeUtf8(text);
        std::vector<Token> tokens;
        for (const Segment& segment : m_settings.added.split(typed)) {
            if (segment.id) {
                tokens.push_back({*segment.id, segment.points.front().begin});
            } else {
                encodeText(segment.points, tokens);
            }
        }
        return framed(tokens, typed, m_settings.frame, limit);
    }

    [[nodiscard]] std::int64_t padId() const final { return m_settings.padId; }
    [[nodiscard]] std::int64_t idCount() const final { return m_settings.idCount; }
    [[nodiscard]] std::int64_t modelMaxLength() const final { return m_settings.maxLength; }

protected:
    explicit SegmentedTokenizer(Settings settings) : m_settings(std::move(settings)) {}

private:
    // Appends the tokens of normalised text without added tokens.
    virtual void encodeText(const CodePoints& points, std::vector<Token>& tokens) const = 0;

    Settings m_settings;
};

} // namespace genserve::text
