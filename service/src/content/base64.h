// Base64 as the REST document takes it (RFC 4648, section 4): the standard alphabet with padding, ASCII white space
// skipped, nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace genserve::service {

// The text without a "data:image/png;base64," or the same with jpeg or jpg before it.
std::string_view withoutDataPrefix(std::string_view text);

// The problem reads "is not base64: ..." or "is too large: ...". At most maxBytes are allocated.
tl::expected<std::vector<std::uint8_t>, std::string> decodeBase64(std::string_view text, std::size_t maxBytes);

std::string encodeBase64(std::string_view bytes);

} // namespace genserve::service
