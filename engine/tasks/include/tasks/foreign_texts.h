// What pictures of other programs say of their making.
#pragma once

#include "base/error.h"
#include "base/generation.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace genserve::tasks {

enum class PictureProgram { Unknown, GenServe, A1111, ComfyUi, InvokeAi, SwarmUi };
std::string_view toString(PictureProgram program); // "genserve", "a1111", "comfyui", "invokeai", "swarmui", ""

// As much of the request as could be read; the rest has its defaults. Pictures that it was made from are not there.
struct PictureOrigin {
    PictureProgram program = PictureProgram::Unknown;
    GenerationRequest request;
};

// One text of a picture file, UTF-8.
struct PictureText {
    std::string keyword;
    std::string text;
};

// The texts of a PNG (tEXt, zTXt, iTXt) or JPEG (comment, EXIF UserComment) that originOf() knows, 2 MB each at most.
// Damaged ones are left out.
std::vector<PictureText> foreignTexts(std::span<const std::uint8_t> file);

// Reads untrusted texts: time and memory are linear in their size, whatever is in them.
PictureOrigin originOf(const std::vector<PictureText>& texts);

} // namespace genserve::tasks
