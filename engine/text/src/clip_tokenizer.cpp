#include "text/tokenizer.h"

#include "clip_vocabulary.h"
#include "clip_words.h"
#include "json_file.h"
#include "segmented_tokenizer.h"
#include "tokenizer_settings.h"

#include <algorithm>

namespace genserve::text {

namespace {

constexpr std::int64_t DefaultMaxLength = 77;
const std::string DefaultBegin = "<|startoftext|>", DefaultEnd = "<|endoftext|>";

class ClipTokenizer final : public SegmentedTokenizer {
public:
    ClipTokenizer(Settings settings, BytePairEncoder encoder)
        : SegmentedTokenizer(std::move(settings)), m_encoder(std::move(encoder))
    {
    }

private:
    void encodeText(const CodePoints& points, std::vector<Token>& tokens) const override
    {
        std::string bytes;
        std::vector<std::uint32_t> origins; // of each byte
        for (const WordSpan word : clipWords(points)) {
            bytes.clear();
            origins.clear();
            for (std::size_t i = word.begin; i < word.end; ++i) {
                appendUtf8(bytes, points[i].value);
                origins.resize(bytes.size(), points[i].begin);
            }
            std::size_t at = 0;
            for (const Symbol symbol : m_encoder.encode(bytes)) {
                tokens.push_back({symbol.id, origins[at]});
                at += symbol.length;
            }
        }
    }

    BytePairEncoder m_encoder;
};

} // namespace

Expected<std::unique_ptr<Tokenizer>> loadClipTokenizer(const std::filesystem::path& folder)
{
    const auto json = readJsonFileIfThere(folder / "tokenizer.json");
    if (!json) {
        return tl::unexpected(json.error());
    }
    const nlohmann::json* const tokenizerJson = *json ? &**json : nullptr;
    auto settings = readTokenizerSettings(folder, tokenizerJson);
    auto vocabulary = readClipVocabulary(folder, tokenizerJson);
    if (!settings || !vocabulary) {
        return tl::unexpected(!settings ? settings.error() : vocabulary.error());
    }
    settings->named.try_emplace("bos_token", plainToken(DefaultBegin));
    for (const char* const role : {"eos_token", "unk_token", "pad_token"}) {
        settings->named.try_emplace(role, plainToken(DefaultEnd));
    }

    const auto lookup = [&](const std::string& token) {
        const auto entry = vocabulary->ids.find(token);
        return entry != vocabulary->ids.end() ? std::optional(entry->second) : std::nullopt;
    };
    AddedTokens added = addedTokens(*settings, static_cast<std::int64_t>(vocabulary->ids.size()), lookup);
    added.prepare(clipNormalized);
    const auto idOf = [&](const char* role) { return added.idOf(settings->named[role].content).value_or(0); };
    auto encoder = BytePairEncoder::create(vocabulary->ids, vocabulary->merges, idOf("unk_token"), vocabulary->file);
    if (!encoder) {
        return tl::unexpected(encoder.error());
    }
    std::int64_t largestId = added.largestId();
    for (const auto& [token, id] : vocabulary->ids) {
        largestId = std::max(largestId, id);
    }
    SegmentedTokenizer::Settings common{{idOf("bos_token"), idOf("eos_token")},
                                        idOf("pad_token"),
                                        largestId + 1,
                                        settings->maxLength.value_or(DefaultMaxLength),
                                        std::move(added)};
    return std::make_unique<ClipTokenizer>(std::move(common), std::move(*encoder));
}

} // namespace genserve::text
