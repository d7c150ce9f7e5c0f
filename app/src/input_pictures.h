// The pictures that a request takes from files.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "generate_options.h"

namespace genserve::app {

// Reads the files that `options` names and the mode uses into options.request. In mode text2img the input picture only
// gives the size, where 0 stands for it. Warnings (e.g. of an ignored colour profile) are appended.
Expected<void> loadInputPictures(GenerateOptions& options, std::vector<std::string>& warnings);

} // namespace genserve::app
