// Names that writing and reading a request's JSON share.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace genserve::tasks {

constexpr std::string_view ControlNetRolePrefix = "controlnets/";

inline std::string controlNetRole(std::size_t index)
{
    return std::string(ControlNetRolePrefix) + std::to_string(index);
}

} // namespace genserve::tasks
