// What tokenizer_config.json and its older companions say about special tokens.
//
// Mirrors PreTrainedTokenizerBase._from_pretrained of transformers 5 (tokenization_utils_base.py).
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "added_tokens.h"
#include "base/error.h"

namespace genserve::text {

struct TokenizerSettings {
    std::map<std::string, AddedToken> named;      // by role: "bos_token", "eos_token", "pad_token", ...
    std::vector<AddedToken> added;                // in order of their ids
    std::optional<std::vector<AddedToken>> extra; // extra_special_tokens, the former additional_special_tokens
    std::optional<std::int64_t> maxLength;        // absent where the file has none or an absurd one
    std::int64_t extraIds = 100;                  // T5's sentinels <extra_id_0>, ...
};

// tokenizerJson: the folder's tokenizer.json, or null. A folder without any of the files gives the defaults.
Expected<TokenizerSettings> readTokenizerSettings(const std::filesystem::path& folder,
                                                  const nlohmann::json* tokenizerJson);

using VocabularyLookup = std::function<std::optional<std::int64_t>(const std::string& token)>;

// What the settings name, added in the order in which transformers does it, since new tokens get their ids by it.
AddedTokens addedTokens(const TokenizerSettings& settings, std::int64_t vocabularySize,
                        const VocabularyLookup& vocabulary);

// A special token given by its text alone.
AddedToken plainToken(std::string content);

} // namespace genserve::text
