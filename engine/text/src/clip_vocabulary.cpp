#include "clip_vocabulary.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/text_file.h"
#include "json_file.h"

namespace genserve::text {

namespace {

using nlohmann::json;

constexpr std::uint64_t LargestId = INT32_MAX;

Expected<Vocabulary> parseVocabulary(const json& entries, const std::string& file)
{
    if (!entries.is_object() || entries.empty()) {
        return failure(ErrorCode::CorruptFile, "the vocabulary is not an object of tokens and ids", file);
    }
    Vocabulary vocabulary;
    std::vector<std::int64_t> ids;
    vocabulary.reserve(entries.size());
    ids.reserve(entries.size());
    for (const auto& [token, id] : entries.items()) {
        if (!id.is_number_unsigned() || id.get<std::uint64_t>() > LargestId) {
            return failure(ErrorCode::CorruptFile, "token \"" + token.substr(0, 40) + "\" has no valid id", file);
        }
        ids.push_back(id.get<std::int64_t>());
        vocabulary.emplace(token, ids.back());
    }
    std::sort(ids.begin(), ids.end());
    const auto twice = std::adjacent_find(ids.begin(), ids.end());
    if (twice != ids.end()) {
        return failure(ErrorCode::CorruptFile, "two tokens have the id " + std::to_string(*twice), file);
    }
    return vocabulary;
}

// "left right"; anything but one space inside is no merge.
std::optional<Merges::value_type> parseMerge(std::string_view line)
{
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || line.find(' ', space + 1) != std::string_view::npos) {
        return std::nullopt;
    }
    return Merges::value_type(line.substr(0, space), line.substr(space + 1));
}

tl::unexpected<Error> noMerge(std::size_t number, const std::string& file)
{
    return failure(ErrorCode::CorruptFile, "merge " + std::to_string(number) + " is not a pair of tokens", file);
}

Expected<Merges> parseMergesText(std::string_view text, const std::string& file)
{
    Merges merges;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (line.starts_with("#version") || (line.empty() && text.empty())) {
            continue;
        }
        auto merge = parseMerge(line);
        if (!merge) {
            return noMerge(merges.size() + 1, file);
        }
        merges.push_back(std::move(*merge));
    }
    return merges;
}

// A merge is "left right" or, as transformers 5 writes it, ["left", "right"].
Expected<Merges> parseMergesList(const json& list, const std::string& file)
{
    if (!list.is_array()) {
        return failure(ErrorCode::CorruptFile, "model.merges is not a list", file);
    }
    Merges merges;
    merges.reserve(list.size());
    for (const json& entry : list) {
        std::optional<Merges::value_type> merge;
        if (entry.is_string()) {
            merge = parseMerge(entry.get_ref<const std::string&>());
        } else if (entry.is_array() && entry.size() == 2 && entry[0].is_string() && entry[1].is_string()) {
            merge.emplace(entry[0].get_ref<const std::string&>(), entry[1].get_ref<const std::string&>());
        }
        if (!merge) {
            return noMerge(merges.size() + 1, file);
        }
        merges.push_back(std::move(*merge));
    }
    return merges;
}

Expected<ClipVocabulary> fromParts(Expected<Vocabulary> vocabulary, Expected<Merges> merges, const std::string& file)
{
    if (!vocabulary || !merges) {
        return tl::unexpected(!vocabulary ? vocabulary.error() : merges.error());
    }
    return ClipVocabulary{std::move(*vocabulary), std::move(*merges), file};
}

} // namespace

Expected<ClipVocabulary> readClipVocabulary(const std::filesystem::path& folder, const nlohmann::json* tokenizerJson)
{
    if (tokenizerJson) {
        const std::string file = (folder / "tokenizer.json").string();
        const json nothing;
        const json& model = tokenizerJson->contains("model") ? (*tokenizerJson)["model"] : nothing;
        if (!model.is_object() || model.value("type", json("BPE")) != json("BPE") || !model.contains("vocab")
            || !model.contains("merges")) {
            return failure(ErrorCode::UnsupportedFormat, "holds no BPE model with vocabulary and merges", file);
        }
        return fromParts(parseVocabulary(model["vocab"], file), parseMergesList(model["merges"], file), file);
    }
    const std::string vocabularyFile = (folder / "vocab.json").string();
    const std::string mergesFile = (folder / "merges.txt").string();
    const auto entries = readJsonFile(vocabularyFile);
    const auto lines = readTextFile(mergesFile, LargestFile);
    if (!entries || !lines) {
        return tl::unexpected(!entries ? entries.error() : lines.error());
    }
    return fromParts(parseVocabulary(*entries, vocabularyFile), parseMergesText(*lines, mergesFile), mergesFile);
}

} // namespace genserve::text
