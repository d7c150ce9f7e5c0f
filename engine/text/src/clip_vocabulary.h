// Reads CLIP's vocabulary and merges from any of the forms they are published in.
#pragma once

#include <filesystem>

#include <nlohmann/json_fwd.hpp>

#include "byte_pair_encoder.h"

namespace genserve::text {

struct ClipVocabulary {
    Vocabulary ids;
    Merges merges;
    std::string file; // where the merges stand, for errors
};

// tokenizerJson: the folder's tokenizer.json, or null where vocab.json and merges.txt are to be read.
Expected<ClipVocabulary> readClipVocabulary(const std::filesystem::path& folder, const nlohmann::json* tokenizerJson);

} // namespace genserve::text
