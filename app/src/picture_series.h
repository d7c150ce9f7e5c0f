// One picture after another, from checked options to files.
#pragma once

#include "generate_options.h"

namespace genserve::app {

// Makes and writes options.count pictures, reports each, stops at the first failure or at Ctrl-C. Returns the exit
// code. Blocks until the last file is written.
int makePictures(GenerateOptions options);

} // namespace genserve::app
