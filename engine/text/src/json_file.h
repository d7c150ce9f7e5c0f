// Reads a tokenizer's JSON files, which may be hostile.
#pragma once

#include <filesystem>
#include <optional>

#include <nlohmann/json.hpp>

#include "base/error.h"

namespace genserve::text {

constexpr std::uint64_t LargestFile = 64u << 20; // bytes, of any file of a tokenizer

// Fails where the file is missing, larger than LargestFile, no JSON object, nested absurdly deep or so full of tiny
// values that they would take gigabytes; every error names the file.
Expected<nlohmann::json> readJsonFile(const std::filesystem::path& path);

// As above; an empty optional where the file does not exist.
Expected<std::optional<nlohmann::json>> readJsonFileIfThere(const std::filesystem::path& path);

} // namespace genserve::text
