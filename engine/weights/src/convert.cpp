#include "convert.h"

#include <bit>
#include <cstddef>
#include <cstring>

namespace genserve::weights {

namespace {

constexpr std::uint32_t FloatExponentOne = 1U << 23U; // the lowest bit of float's exponent
constexpr std::uint32_t FloatNan = 0x7FC00000U;
constexpr std::uint32_t FloatInfinity = 0x7F800000U;

// `yes` or `no` without a branch, which would keep the loop from being vectorised.
std::uint32_t either(bool condition, std::uint32_t yes, std::uint32_t no)
{
    const std::uint32_t mask = 0U - static_cast<std::uint32_t>(condition);
    return (yes & mask) | (no & ~mask);
}

// A small format's exponent and mantissa, moved to where float has them, get float's exponent bias. A subnormal is
// made a normal number 2^k * 1.m first, and 2^k taken away again, so that no subnormal float takes part: hardware that
// flushes these to zero gives the same numbers.
template <std::uint32_t Bias>
std::uint32_t rebiased(std::uint32_t magnitude)
{
    constexpr std::uint32_t Shift = (127U - Bias) * FloatExponentOne;
    const float subnormal =
        std::bit_cast<float>(magnitude + Shift + FloatExponentOne) - std::bit_cast<float>(Shift + FloatExponentOne);
    return either(magnitude < FloatExponentOne, std::bit_cast<std::uint32_t>(subnormal), magnitude + Shift);
}

float fromHalf(std::uint32_t bits)
{
    const std::uint32_t magnitude = (bits & 0x7FFFU) << 13U;
    const bool isSpecial = magnitude >= 31U * FloatExponentOne; // infinity or NaN
    const std::uint32_t value = either(isSpecial, magnitude | FloatInfinity, rebiased<15>(magnitude));
    return std::bit_cast<float>(value | (bits & 0x8000U) << 16U);
}

// The fn variant: no infinities, one NaN a sign.
float fromE4M3(std::uint32_t bits)
{
    const std::uint32_t magnitude = (bits & 0x7FU) << 20U;
    const std::uint32_t value = either((bits & 0x7FU) == 0x7FU, FloatNan, rebiased<7>(magnitude));
    return std::bit_cast<float>(value | (bits & 0x80U) << 24U);
}

template <Dtype dtype>
struct Stored; // Type: as it lies in the file; toFloat(): the nearest float

template <>
struct Stored<Dtype::F16> {
    using Type = std::uint16_t;
    static float toFloat(Type bits) { return fromHalf(bits); }
};
template <>
struct Stored<Dtype::BF16> {
    using Type = std::uint16_t;
    static float toFloat(Type bits) { return std::bit_cast<float>(std::uint32_t{bits} << 16U); }
};
template <>
struct Stored<Dtype::F8_E4M3> {
    using Type = std::uint8_t;
    static float toFloat(Type bits) { return fromE4M3(bits); }
};
template <>
struct Stored<Dtype::F8_E5M2> {
    using Type = std::uint8_t;
    static float toFloat(Type bits) { return fromHalf(std::uint32_t{bits} << 8U); } // the upper half of a half
};
template <>
struct Stored<Dtype::Bool> {
    using Type = std::uint8_t;
    static float toFloat(Type byte) { return byte != 0 ? 1.0F : 0.0F; }
};

template <class Number>
struct StoredNumber {
    using Type = Number;
    static float toFloat(Type number) { return static_cast<float>(number); }
};
template <>
struct Stored<Dtype::F64> : StoredNumber<double> {
};
template <>
struct Stored<Dtype::F32> : StoredNumber<float> {
};
template <>
struct Stored<Dtype::I64> : StoredNumber<std::int64_t> {
};
template <>
struct Stored<Dtype::I32> : StoredNumber<std::int32_t> {
};
template <>
struct Stored<Dtype::I16> : StoredNumber<std::int16_t> {
};
template <>
struct Stored<Dtype::I8> : StoredNumber<std::int8_t> {
};
template <>
struct Stored<Dtype::U8> : StoredNumber<std::uint8_t> {
};

void put(float value, float& out) { out = value; }

void put(float value, std::uint16_t& out)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t rounded = bits + 0x7FFFU + (bits >> 16U & 1U);
    const bool isNan = (bits & 0x7FFFFFFFU) > FloatInfinity;
    out = static_cast<std::uint16_t>((isNan ? FloatNan : rounded) >> 16U);
}

template <Dtype dtype, class Out>
void convertAll(std::span<const std::uint8_t> stored, std::span<Out> out)
{
    using Type = typename Stored<dtype>::Type;
    const std::uint8_t* bytes = stored.data();
    for (std::size_t i = 0; i < out.size(); ++i) {
        Type element;
        std::memcpy(&element, bytes + i * sizeof(Type), sizeof(Type));
        put(Stored<dtype>::toFloat(element), out[i]);
    }
}

template <Dtype dtype, class Out>
void convertScaled(std::span<const std::uint8_t> stored, std::span<Out> out, float scale)
{
    for (std::size_t i = 0; i < out.size(); ++i) {
        put(Stored<dtype>::toFloat(stored[i]) * scale, out[i]);
    }
}

template <class Out>
void convertAny(Dtype dtype, std::span<const std::uint8_t> stored, std::span<Out> out, float scale)
{
    if (scale != 1.0F && dtype == Dtype::F8_E4M3) {
        return convertScaled<Dtype::F8_E4M3>(stored, out, scale);
    }
    if (scale != 1.0F && dtype == Dtype::F8_E5M2) {
        return convertScaled<Dtype::F8_E5M2>(stored, out, scale);
    }
    switch (dtype) {
    case Dtype::F64: return convertAll<Dtype::F64>(stored, out);
    case Dtype::F32: return convertAll<Dtype::F32>(stored, out);
    case Dtype::F16: return convertAll<Dtype::F16>(stored, out);
    case Dtype::BF16: return convertAll<Dtype::BF16>(stored, out);
    case Dtype::F8_E4M3: return convertAll<Dtype::F8_E4M3>(stored, out);
    case Dtype::F8_E5M2: return convertAll<Dtype::F8_E5M2>(stored, out);
    case Dtype::I64: return convertAll<Dtype::I64>(stored, out);
    case Dtype::I32: return convertAll<Dtype::I32>(stored, out);
    case Dtype::I16: return convertAll<Dtype::I16>(stored, out);
    case Dtype::I8: return convertAll<Dtype::I8>(stored, out);
    case Dtype::U8: return convertAll<Dtype::U8>(stored, out);
    case Dtype::Bool: return convertAll<Dtype::Bool>(stored, out);
    }
}

} // namespace

void convert(Dtype dtype, std::span<const std::uint8_t> stored, std::span<float> out, float scale)
{
    convertAny(dtype, stored, out, scale);
}

void convert(Dtype dtype, std::span<const std::uint8_t> stored, std::span<std::uint16_t> out, float scale)
{
    convertAny(dtype, stored, out, scale);
}

float roundedToBfloat16(float value)
{
    std::uint16_t bits = 0;
    put(value, bits);
    return Stored<Dtype::BF16>::toFloat(bits);
}

} // namespace genserve::weights
