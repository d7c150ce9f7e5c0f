#include "scaled_float8.h"

#include "convert.h"
#include "input_file.h"
#include "part_keys.h"
#include "tensor_name.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

namespace genserve::weights {

namespace {

using namespace std::string_view_literals;

constexpr std::array Scales{".scale_weight"sv, ".weight_scale"sv};
constexpr std::array Companions{".scale_input"sv, ".input_scale"sv, ".comfy_quant"sv, "scaled_fp8"sv};

std::string_view endOf(std::string_view name, std::span<const std::string_view> ends)
{
    const auto found = std::ranges::find_if(ends, [name](std::string_view end) { return name.ends_with(end); });
    return found == ends.end() ? std::string_view() : *found;
}

bool isFloat8(Dtype dtype) { return dtype == Dtype::F8_E4M3 || dtype == Dtype::F8_E5M2; }

bool isFloat(Dtype dtype)
{
    return dtype == Dtype::F64 || dtype == Dtype::F32 || dtype == Dtype::F16 || dtype == Dtype::BF16;
}

Expected<void> attach(const Checkpoint& file, const std::string& name, std::string_view end, Checkpoint& plain)
{
    const StoredTensor& scale = *file.find(name);
    const auto weight = plain.tensors.find(name.substr(0, name.size() - end.size()) + ".weight");
    if (weight == plain.tensors.end()) {
        return {};
    }
    const bool isOne = std::ranges::all_of(scale.shape, [](auto dimension) { return dimension == 1; });
    if (!isOne || !isFloat(scale.dtype) || scale.segments.empty()) {
        return failure(ErrorCode::UnsupportedFormat,
                       "quantised weights are not read but float8 with one scale a tensor (tensor " + shownName(name)
                           + " is " + std::string(toString(scale.dtype)) + " " + shownShape(scale.shape) + ")",
                       fileName(file));
    }
    if (!isFloat8(weight->second.dtype)) {
        return failure(ErrorCode::UnsupportedFormat,
                       "quantised weights are not read but float8 (tensor " + shownName(weight->first) + " is "
                           + std::string(toString(weight->second.dtype)) + " with a scale)",
                       fileName(file));
    }
    weight->second.scale = StoredScale{scale.dtype, scale.segments.front()};
    return {};
}

} // namespace

Expected<Checkpoint> withScales(const Checkpoint& file)
{
    Checkpoint plain = file;
    std::erase_if(plain.tensors, [](const auto& entry) {
        return !endOf(entry.first, Scales).empty() || !endOf(entry.first, Companions).empty();
    });
    if (plain.tensors.size() == file.tensors.size()) {
        return plain;
    }
    for (const auto& [name, tensor] : file.tensors) {
        if (const auto end = endOf(name, Scales); !end.empty()) {
            if (auto attached = attach(file, name, end, plain); !attached) {
                return tl::unexpected(std::move(attached.error()));
            }
        }
    }
    return plain;
}

Expected<float> readScale(const Checkpoint& checkpoint, const StoredScale& scale)
{
    const auto& path = checkpoint.files.at(scale.segment.file);
    const auto file = InputFile::open(path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    std::array<std::uint8_t, sizeof(double)> bytes{};
    const auto stored = std::span(bytes).first(byteSize(scale.dtype));
    if (auto read = file->readAt(scale.segment.offset, stored); !read) {
        return tl::unexpected(std::move(read.error()));
    }
    std::array<float, 1> value{};
    convert(scale.dtype, stored, value);
    if (!std::isfinite(value[0])) {
        return failure(ErrorCode::CorruptFile, "the scale of a float8 tensor is not a finite number", path.string());
    }
    return value[0];
}

} // namespace genserve::weights
