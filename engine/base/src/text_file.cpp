#include "base/text_file.h"

#include <fstream>
#include <system_error>

namespace genserve {

Expected<std::string> readTextFile(const std::filesystem::path& path, std::uint64_t maxBytes)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found) {
        return failure(ErrorCode::NotFound, "the file does not exist", path.string());
    }
    if (error || !std::filesystem::is_regular_file(status)) {
        return failure(ErrorCode::Io, "not a readable regular file", path.string());
    }
    const auto bytes = std::filesystem::file_size(path, error);
    if (error) {
        return failure(ErrorCode::Io, error.message(), path.string());
    }
    if (bytes > maxBytes) {
        return failure(ErrorCode::UnsupportedFormat,
                       "the file has " + std::to_string(bytes) + " bytes, the limit is " + std::to_string(maxBytes),
                       path.string());
    }
    std::ifstream file(path, std::ios::binary);
    std::string text(static_cast<std::size_t>(bytes), '\0');
    if (!file || !file.read(text.data(), static_cast<std::streamsize>(text.size()))) {
        return failure(ErrorCode::Io, "the file can't be read", path.string());
    }
    return text;
}

} // namespace genserve
