// What other programs write into a JPEG about its making.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace genserve::tasks {

// The EXIF UserComment, where A1111 writes, else the comment segment, where this program does. UTF-8; empty where there
// is none. Looks at untrusted bytes.
std::string jpegComment(std::span<const std::uint8_t> file, std::size_t maxBytes);

} // namespace genserve::tasks
