// Text that a command takes from standard input where its argument is "-".
#pragma once

#include <cstddef>
#include <string>

#include "base/error.h"

namespace genserve::app {

// Everything up to the end of the input, byte for byte. Blocks. Fails with InvalidArgument when there is more than
// `mostBytes` and with Io when reading fails.
Expected<std::string> readStandardInput(std::size_t mostBytes);

} // namespace genserve::app
