// Pictures as clients get them, made on the threads of a pool and never on the service thread.
#pragma once

#include "base/error.h"
#include "base/image.h"

#include <filesystem>
#include <string>

namespace genserve::app {

// The bytes of a stored picture: of its file as it is where that has the wanted format, else encoded anew with the
// texts of the file. Blocks.
Expected<std::string> pictureAs(const std::filesystem::path& file, bool asJpeg);

// A small JPEG; empty where the picture can't be encoded. Blocks.
std::string previewJpeg(const Image& preview);

} // namespace genserve::app
