// What a picture file says about its own making, in two texts that travel with it.
#pragma once

#include "base/error.h"
#include "base/generation.h"

#include <filesystem>
#include <string>

namespace genserve::tasks {

// UTF-8; empty = absent.
struct PictureTexts {
    std::string parameters; // the form of AUTOMATIC1111 and Forge, which many tools read
    std::string genserve;   // JSON object with keys in a fixed order; ASCII only

    bool operator==(const PictureTexts&) const = default;
};

// Only what determines the pixels, so that equal pictures are equal files: no time, id, client or device index.
// Keys of the JSON are the field names of the REST document; model values stand where the request left them open.
// Input pictures stand in it as the SHA-256 of their decoded bytes (Image::pixels).
PictureTexts pictureTexts(const GenerationRequest& request, const GenerationResult& result);

// Reads both texts of a PNG, whoever wrote it; inflates 4 MB at most. Blocks on the disk.
Expected<PictureTexts> readPictureTexts(const std::filesystem::path& path);

} // namespace genserve::tasks
