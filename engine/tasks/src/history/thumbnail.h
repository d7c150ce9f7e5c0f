// Small pictures for lists, cached in <data>/previews.
#pragma once

#include "base/error.h"
#include "base/image.h"

#include <filesystem>

namespace genserve::tasks {

constexpr int ThumbnailSide = 256; // px, of the longer side; smaller pictures keep their size

// A JPEG. Not synced: it can always be made again.
Expected<void> writeThumbnail(const std::filesystem::path& file, const Image& image);

} // namespace genserve::tasks
