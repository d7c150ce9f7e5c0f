#include "text/tokenizer.h"

#include "json_file.h"
#include "segmented_tokenizer.h"
#include "t5_pieces.h"
#include "tokenizer_settings.h"
#include "unicode.h"

#include <algorithm>
#include <unordered_map>

namespace genserve::text {

namespace {

constexpr std::int64_t DefaultMaxLength = 512;
constexpr char32_t WordBegin = 0x2581;

class T5Tokenizer final : public SegmentedTokenizer {
public:
    T5Tokenizer(Settings settings, Unigram unigram)
        : SegmentedTokenizer(std::move(settings)), m_unigram(std::move(unigram))
    {
    }

private:
    // WhitespaceSplit, then Metaspace(always, split): a word begins after white space and at every U+2581.
    void encodeText(const CodePoints& points, std::vector<Token>& tokens) const override
    {
        for (std::size_t begin = 0; begin < points.size();) {
            if (isWhiteSpace(points[begin].value)) {
                ++begin;
                continue;
            }
            std::size_t end = begin + 1;
            while (end < points.size() && points[end].value != WordBegin && !isWhiteSpace(points[end].value)) {
                ++end;
            }
            encodeWord(points, begin, end, tokens);
            begin = end;
        }
    }

    void encodeWord(const CodePoints& points, std::size_t begin, std::size_t end, std::vector<Token>& tokens) const
    {
        std::string word;
        if (points[begin].value != WordBegin) {
            appendUtf8(word, WordBegin);
        }
        std::vector<std::uint32_t> origins(word.size(), points[begin].begin); // of each byte
        for (std::size_t i = begin; i < end; ++i) {
            appendUtf8(word, points[i].value);
            origins.resize(word.size(), points[i].begin);
        }
        for (const PieceSpan& span : m_unigram.encode(word)) {
            tokens.push_back({span.id, origins[span.begin]});
        }
    }

    Unigram m_unigram;
};

std::vector<AddedToken> sentinelsAnd(const std::vector<std::string>& symbols, std::int64_t extraIds)
{
    std::vector<AddedToken> tokens;
    tokens.reserve(symbols.size() + static_cast<std::size_t>(extraIds));
    for (const std::string& symbol : symbols) {
        tokens.push_back(plainToken(symbol));
    }
    for (std::int64_t i = 0; i < extraIds; ++i) {
        tokens.push_back(plainToken(sentinel(i)));
    }
    return tokens;
}

} // namespace

Expected<std::unique_ptr<Tokenizer>> loadT5Tokenizer(const std::filesystem::path& folder)
{
    const auto json = readJsonFileIfThere(folder / "tokenizer.json");
    if (!json) {
        return tl::unexpected(json.error());
    }
    const nlohmann::json* const tokenizerJson = *json ? &**json : nullptr;
    auto settings = readTokenizerSettings(folder, tokenizerJson);
    if (!settings) {
        return tl::unexpected(settings.error());
    }
    auto read = readT5Pieces(folder, tokenizerJson, settings->extraIds);
    if (!read) {
        return tl::unexpected(read.error());
    }
    const auto size = static_cast<std::int64_t>(read->pieces.size());
    for (const auto& [role, content] :
         {std::pair{"eos_token", "</s>"}, std::pair{"unk_token", "<unk>"}, std::pair{"pad_token", "<pad>"}}) {
        settings->named.try_emplace(role, plainToken(content));
    }
    if (!settings->extra) {
        settings->extra = sentinelsAnd(read->symbols, settings->extraIds);
    }

    std::unordered_map<std::string_view, std::int64_t> ids;
    ids.reserve(read->pieces.size());
    for (std::int64_t id = 0; id < size; ++id) {
        ids.insert_or_assign(read->pieces[static_cast<std::size_t>(id)].text, id);
    }
    AddedTokens added = addedTokens(*settings, size, [&](const std::string& token) {
        const auto entry = ids.find(token);
        return entry != ids.end() ? std::optional(entry->second) : std::nullopt;
    });
    added.prepare(
        [charsmap = std::move(read->charsmap)](const CodePoints& points) { return charsmap.normalized(points); });
    const auto idOf = [&](const char* role) { return added.idOf(settings->named[role].content).value_or(0); };
    SegmentedTokenizer::Settings common{{std::nullopt, idOf("eos_token")},
                                        idOf("pad_token"),
                                        std::max(size, added.largestId() + 1),
                                        settings->maxLength.value_or(DefaultMaxLength),
                                        std::move(added)};
    return std::make_unique<T5Tokenizer>(std::move(common), Unigram(std::move(read->pieces), UnknownPiece));
}

} // namespace genserve::text
