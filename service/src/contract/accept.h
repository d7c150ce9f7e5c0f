// Which of two media types a client would rather have.
#pragma once

#include <string_view>

namespace genserve::service {

// The quality, 0 to 1, that an Accept field gives to a type such as "image/png": by its most precise range. An absent
// or empty field accepts everything.
double acceptedQuality(std::string_view accept, std::string_view type);

// A web browser asks for pages by name; programs say */* or nothing.
bool namesType(std::string_view accept, std::string_view type);

} // namespace genserve::service
