#include "t5_pieces.h"

#include <array>
#include <optional>

#include "base/text_file.h"
#include "json_file.h"
#include "sentencepiece_file.h"

namespace genserve::text {

namespace {

using nlohmann::json;

std::optional<std::string> decodeBase64(std::string_view text)
{
    constexpr std::string_view Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::array<std::uint32_t, 256> values{};
    values.fill(64);
    for (std::uint32_t i = 0; i < Alphabet.size(); ++i) {
        values[static_cast<unsigned char>(Alphabet[i])] = i;
    }
    while (text.ends_with('=')) {
        text.remove_suffix(1);
    }
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3 + 3);
    std::uint32_t bits = 0;
    int bitCount = 0;
    for (const char c : text) {
        const std::uint32_t value = values[static_cast<unsigned char>(c)];
        if (value > 63) {
            return std::nullopt;
        }
        bits = (bits << 6) | value;
        bitCount += 6;
        if (bitCount >= 8) {
            bitCount -= 8;
            bytes.push_back(static_cast<char>((bits >> bitCount) & 0xFF));
        }
    }
    return bytes;
}

// The character map of the first Precompiled normaliser, alone or in a Sequence; empty without one.
Expected<Charsmap> parseCharsmap(const json& tokenizerJson, const std::string& file)
{
    const json normalizer = tokenizerJson.value("normalizer", json());
    const bool isSequence = normalizer.is_object() && normalizer.value("type", json()) == json("Sequence");
    for (const json& step : isSequence ? normalizer.value("normalizers", json::array()) : json::array({normalizer})) {
        const bool isPrecompiled = step.is_object() && step.value("type", json()) == json("Precompiled");
        if (!isPrecompiled || !step.contains("precompiled_charsmap")) {
            continue;
        }
        const json& text = step["precompiled_charsmap"];
        const auto blob = text.is_string() ? decodeBase64(text.get_ref<const std::string&>()) : std::nullopt;
        if (!blob) {
            return failure(ErrorCode::CorruptFile, "precompiled_charsmap is not base64", file);
        }
        return Charsmap::create(*blob, file);
    }
    return Charsmap();
}

Expected<T5Pieces> fromTokenizerJson(const json& tokenizerJson, const std::string& file)
{
    const json nothing;
    const json& model = tokenizerJson.contains("model") ? tokenizerJson["model"] : nothing;
    const json& list = model.contains("vocab") ? model["vocab"] : nothing;
    if (!list.is_array() || model.value("type", json("Unigram")) != json("Unigram")) {
        return failure(ErrorCode::UnsupportedFormat, "holds no unigram model", file);
    }
    T5Pieces result;
    result.pieces.reserve(list.size());
    for (const json& entry : list) {
        if (!entry.is_array() || entry.size() != 2 || !entry[0].is_string() || !entry[1].is_number()) {
            return failure(ErrorCode::CorruptFile,
                           "entry " + std::to_string(result.pieces.size()) + " of model.vocab is not [piece, score]",
                           file);
        }
        result.pieces.push_back({entry[0].get<std::string>(), entry[1].get<double>()});
    }
    auto charsmap = parseCharsmap(tokenizerJson, file);
    if (!charsmap) {
        return tl::unexpected(charsmap.error());
    }
    result.charsmap = std::move(*charsmap);
    return result;
}

Expected<T5Pieces> fromSentencepiece(const std::string& file, std::int64_t extraIds)
{
    const auto bytes = readTextFile(file, LargestFile);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    auto model = parseSentencepieceModel(*bytes, file);
    if (!model) {
        return tl::unexpected(model.error());
    }
    auto charsmap = Charsmap::create(model->charsmap, file);
    if (!charsmap) {
        return tl::unexpected(charsmap.error());
    }
    for (std::int64_t i = extraIds - 1; i >= 0; --i) {
        model->pieces.push_back({sentinel(i), 0.0});
    }
    return T5Pieces{std::move(model->pieces), std::move(model->symbols), std::move(*charsmap)};
}

} // namespace

std::string sentinel(std::int64_t number) { return "<extra_id_" + std::to_string(number) + '>'; }

Expected<T5Pieces> readT5Pieces(const std::filesystem::path& folder, const nlohmann::json* tokenizerJson,
                                std::int64_t extraIds)
{
    const std::string file = (folder / (tokenizerJson ? "tokenizer.json" : "spiece.model")).string();
    auto result = tokenizerJson ? fromTokenizerJson(*tokenizerJson, file) : fromSentencepiece(file, extraIds);
    if (result && result->pieces.size() <= static_cast<std::size_t>(UnknownPiece)) {
        return failure(ErrorCode::CorruptFile, "the vocabulary has no piece 2, which stands for the unknown", file);
    }
    return result;
}

} // namespace genserve::text
