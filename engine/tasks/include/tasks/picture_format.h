// The two picture formats that this program reads and writes.
#pragma once

#include "base/error.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>

namespace genserve::tasks {

enum class PictureFormat { Png, Jpeg };

// By the first bytes, never by a name.
std::optional<PictureFormat> sniffPictureFormat(std::span<const std::uint8_t> bytes);

// By the extension of a file to be written: .png, .jpg, .jpeg in any case; else InvalidArgument.
Expected<PictureFormat> pictureFormatForOutput(const std::filesystem::path& path);

} // namespace genserve::tasks
