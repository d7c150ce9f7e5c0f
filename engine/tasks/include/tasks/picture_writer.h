// Picture files: PNG with its texts, or JPEG.
#pragma once

#include "base/error.h"
#include "base/image.h"
#include "tasks/picture_texts.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace genserve::tasks {

// image: 1 or 3 channels. Equal pictures and texts give equal bytes. The texts are chunks of our own, uncompressed and
// before the image data, where every reader finds them.
Expected<std::vector<std::uint8_t>> encodePng(const Image& image, const PictureTexts& texts);

// Quality 95; texts.parameters becomes a comment segment where it fits one (65 533 bytes).
Expected<std::vector<std::uint8_t>> encodeJpeg(const Image& image, const PictureTexts& texts);

// Writes by the extension: .png, .jpg, .jpeg; others are InvalidArgument. There is a whole file under the name or what
// was there before, never a part: temporary file in the same folder, fsync, rename, fsync of the folder.
Expected<void> writePicture(const std::filesystem::path& path, const Image& image, const PictureTexts& texts);

// PNG whatever the extension.
Expected<void> writePng(const std::filesystem::path& path, const Image& image, const PictureTexts& texts);

} // namespace genserve::tasks
