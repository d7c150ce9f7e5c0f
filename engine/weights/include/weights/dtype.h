// Storage types of tensors in files, by their safetensors names.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace genserve::weights {

enum class Dtype { F64, F32, F16, BF16, F8_E4M3, F8_E5M2, I64, I32, I16, I8, U8, Bool };

std::size_t byteSize(Dtype dtype);
std::string_view toString(Dtype dtype); // "F32", "BF16", "F8_E4M3", …
std::optional<Dtype> dtypeFromString(std::string_view word);

} // namespace genserve::weights
