#include "weights/dtype.h"

#include <array>

namespace genserve::weights {

namespace {

struct Row {
    Dtype dtype;
    std::string_view word;
    std::size_t bytes;
};

// In the order of the enumerators.
constexpr std::array<Row, 12> Rows{{
    {Dtype::F64, "F64", 8},
    {Dtype::F32, "F32", 4},
    {Dtype::F16, "F16", 2},
    {Dtype::BF16, "BF16", 2},
    {Dtype::F8_E4M3, "F8_E4M3", 1},
    {Dtype::F8_E5M2, "F8_E5M2", 1},
    {Dtype::I64, "I64", 8},
    {Dtype::I32, "I32", 4},
    {Dtype::I16, "I16", 2},
    {Dtype::I8, "I8", 1},
    {Dtype::U8, "U8", 1},
    {Dtype::Bool, "BOOL", 1},
}};

} // namespace

std::size_t byteSize(Dtype dtype) { return Rows[static_cast<std::size_t>(dtype)].bytes; }

std::string_view toString(Dtype dtype) { return Rows[static_cast<std::size_t>(dtype)].word; }

std::optional<Dtype> dtypeFromString(std::string_view word)
{
    for (const Row& row : Rows) {
        if (row.word == word) {
            return row.dtype;
        }
    }
    return std::nullopt;
}

} // namespace genserve::weights
