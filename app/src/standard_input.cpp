#include "standard_input.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace genserve::app {

Expected<std::string> readStandardInput(std::size_t mostBytes)
{
    std::string text;
    std::array<char, 65536> block{};
    for (;;) {
        const auto bytes = read(STDIN_FILENO, block.data(), block.size());
        if (bytes < 0 && errno == EINTR) {
            continue;
        }
        if (bytes < 0) {
            return failure(ErrorCode::Io, std::strerror(errno), "standard input");
        }
        if (bytes == 0) {
            return text;
        }
        text.append(block.data(), static_cast<std::size_t>(bytes));
        if (text.size() > mostBytes) {
            return failure(ErrorCode::InvalidArgument, "is longer than " + std::to_string(mostBytes) + " bytes",
                           "standard input");
        }
    }
}

} // namespace genserve::app
