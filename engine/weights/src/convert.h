// Numbers as files store them to the two types that the program computes in, bit for bit as torch's `.to()`.
//
// torch's own copy converts fp8 one element at a time (60 to 80 M a second were measured on two busy cores); these
// loops are plain enough for the compiler to vectorise and do 1.2 to 10 G a second on one.
#pragma once

#include <cstdint>
#include <span>

#include "weights/dtype.h"

namespace genserve::weights {

// `stored` holds out.size() elements of `dtype`. fp8 is multiplied by `scale`, other types are taken as they are.
void convert(Dtype dtype, std::span<const std::uint8_t> stored, std::span<float> out, float scale = 1.0F);

// The same, rounded to the nearest bfloat16, ties to even; `out` receives their bits.
void convert(Dtype dtype, std::span<const std::uint8_t> stored, std::span<std::uint16_t> out, float scale = 1.0F);

// The nearest bfloat16.
float roundedToBfloat16(float value);

} // namespace genserve::weights
