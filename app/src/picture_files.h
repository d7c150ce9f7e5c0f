// The pictures that a request takes from files, and the file that its result becomes.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "generate_options.h"

namespace genserve::app {

// What a result's file says about the pictures it was made from: SHA-256 of their files, hex; empty where none was used.
struct InputHashes {
    std::string input, mask, control;
};

// Reads the files that `options` names and the mode uses into options.request. Warnings (e.g. an ignored colour
// profile) are appended.
Expected<InputHashes> loadPictures(GenerateOptions& options, std::vector<std::string>& warnings);

// Writes PNG or JPEG, by the file's ending, with the texts that describe how the picture was made; an existing file is
// replaced as a whole or not at all.
Expected<void> savePicture(const std::filesystem::path& file, const GenerationRequest& request,
                           const GenerationResult& result, const InputHashes& hashes);

} // namespace genserve::app
