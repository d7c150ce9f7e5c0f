// Tokens that are looked for in the text before it is normalised and split: <|endoftext|>, </s>, <extra_id_0>, ...
//
// Mirrors AddedVocabulary of the library tokenizers (tokenizers/src/tokenizer/added_vocabulary.rs).
#pragma once

#include <functional>
#include <map>
#include <optional>

#include "code_points.h"

namespace genserve::text {

struct AddedToken {
    std::string content;
    bool isSingleWord = false;
    bool stripsLeft = false;   // swallows the white space before it
    bool stripsRight = false;  // and after it
    bool isNormalized = false; // is looked for in the normalised text, not in the typed one
};

// A part of the text: a token's id, or text between tokens.
struct Segment {
    CodePoints points;
    std::optional<std::int64_t> id;
};

class AddedTokens {
public:
    using Normalize = std::function<CodePoints(const CodePoints&)>;

    // vocabularySize: the number of the model's own tokens.
    explicit AddedTokens(std::int64_t vocabularySize) : m_vocabularySize(vocabularySize) {}

    // modelId: the token's id where the model knows it; else it gets the next free one. An empty token is ignored,
    // adding a token again changes its flags.
    void add(const AddedToken& token, std::optional<std::int64_t> modelId);
    // The id of a token that was added.
    [[nodiscard]] std::optional<std::int64_t> idOf(const std::string& content) const;
    // The largest id of an added token, or -1.
    [[nodiscard]] std::int64_t largestId() const;

    // Call once after the last add(): prepares the search. Segments of text come out normalised.
    void prepare(Normalize normalize);
    [[nodiscard]] std::vector<Segment> split(const CodePoints& typed) const;

private:
    struct Pattern {
        std::u32string text;
        AddedToken token;
        std::int64_t id = 0;
    };
    using Patterns = std::map<char32_t, std::vector<Pattern>>; // by first character, the longest first

    static const Pattern* longestAt(const Patterns& patterns, const CodePoints& points, std::size_t at);
    static void splitInto(std::vector<Segment>& segments, const Patterns& patterns, const CodePoints& points);

    struct Entry {
        AddedToken token;
        std::int64_t id = 0;
    };
    std::int64_t m_vocabularySize = 0;
    std::map<std::string, Entry> m_entries;
    std::int64_t m_largestId = -1;
    Patterns m_typed, m_normalized;
    Normalize m_normalize;
};

} // namespace genserve::text
