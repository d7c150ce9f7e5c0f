#include "weights/key_map.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "part_keys.h"
#include "scaled_float8.h"
#include "tensor_name.h"

namespace genserve::weights {

namespace {

using Marks = std::span<const std::string_view>;
using Mapping = Expected<TensorTable> (*)(const Checkpoint&, const std::string&);

struct Layout {
    Marks marks;
    Mapping mapping;
};

std::vector<Layout> layoutsOf(Part part)
{
    switch (part) {
    case Part::Transformer:
        return {{diffusersTransformerMarks(), fromDiffusers}, {bflTransformerMarks(), fromBflTransformer}};
    case Part::ControlNet:
        return {{diffusersControlNetMarks(), fromDiffusers}, {bflControlNetMarks(), fromBflControlNet}};
    case Part::Autoencoder:
        return {{diffusersAutoencoderMarks(), fromDiffusers}, {ldmAutoencoderMarks(), fromLdmAutoencoder}};
    case Part::ClipText: return {{clipTextMarks(), fromClipText}};
    case Part::T5Encoder: return {{t5EncoderMarks(), fromT5Encoder}};
    }
    return {};
}

// The shortest prefix under which all marks stand.
std::optional<std::string> prefixOf(const Checkpoint& file, Marks marks)
{
    std::optional<std::string> shortest;
    for (const auto& [name, tensor] : file.tensors) {
        if (!name.ends_with(marks.front())) {
            continue;
        }
        std::string prefix = name.substr(0, name.size() - marks.front().size());
        const bool isWhole = prefix.empty() || prefix.back() == '.';
        const auto stands = [&](std::string_view mark) { return file.contains(prefix + std::string(mark)); };
        if (isWhole && (!shortest || prefix.size() < shortest->size()) && std::ranges::all_of(marks, stands)) {
            shortest = std::move(prefix);
        }
    }
    return shortest;
}

bool endsWithAny(std::string_view name, std::span<const std::string_view> ends)
{
    return std::ranges::any_of(ends, [name](std::string_view end) { return name.ends_with(end); });
}

// Which scheme a tensor of this name belongs to; empty for plain weights.
std::string_view quantisationOf(std::string_view name)
{
    using namespace std::string_view_literals;
    constexpr std::array BitsAndBytes{".absmax"sv, ".quant_map"sv, ".SCB"sv, ".weight_format"sv};
    constexpr std::array Packed{".qweight"sv, ".wscales"sv, ".qzeros"sv};
    if (name.ends_with(".weight_scale_2")) {
        return "float4 (NVFP4)";
    }
    if (endsWithAny(name, BitsAndBytes) || name.find(".quant_state.") != std::string_view::npos) {
        return "bitsandbytes";
    }
    return endsWithAny(name, Packed) ? "packed integer" : "";
}

Expected<void> checkSchemes(const Checkpoint& file)
{
    for (const auto& [name, tensor] : file.tensors) {
        if (const auto scheme = quantisationOf(name); !scheme.empty()) {
            return failure(ErrorCode::UnsupportedFormat,
                           std::string(scheme) + " weights are not read (tensor " + shownName(name) + ")",
                           fileName(file));
        }
    }
    return {};
}

} // namespace

std::string_view toString(Part part)
{
    switch (part) {
    case Part::Transformer: return "FLUX transformer";
    case Part::ControlNet: return "FLUX ControlNet";
    case Part::Autoencoder: return "autoencoder";
    case Part::ClipText: return "CLIP text encoder";
    case Part::T5Encoder: return "T5 encoder";
    }
    return "";
}

bool holds(const Checkpoint& file, Part part)
{
    return std::ranges::any_of(layoutsOf(part),
                               [&](const Layout& layout) { return prefixOf(file, layout.marks).has_value(); });
}

Expected<Checkpoint> extract(const Checkpoint& file, Part part)
{
    const auto scaled = checkSchemes(file).and_then([&] { return withScales(file); });
    if (!scaled) {
        return scaled;
    }
    const auto layouts = layoutsOf(part);
    for (const Layout& layout : layouts) {
        const auto prefix = prefixOf(*scaled, layout.marks);
        if (!prefix) {
            continue;
        }
        auto tensors = layout.mapping(*scaled, *prefix);
        if (!tensors) {
            return tl::unexpected(std::move(tensors.error()));
        }
        return Checkpoint{.files = file.files, .stamps = file.stamps, .tensors = std::move(*tensors)};
    }
    for (const std::string_view mark : layouts.front().marks) {
        if (!file.contains(std::string(mark))) {
            return failure(ErrorCode::UnsupportedFormat,
                           "holds no " + std::string(toString(part)) + ": " + std::string(mark) + " is missing",
                           fileName(file));
        }
    }
    return failure(ErrorCode::UnsupportedFormat, "holds no " + std::string(toString(part)), fileName(file));
}

Expected<void> checkStorage(const Checkpoint& file)
{
    return checkSchemes(file).and_then([&] { return withScales(file); }).map([](const Checkpoint&) {});
}

Adapter adapterOf(const Checkpoint& file)
{
    using namespace std::string_view_literals;
    constexpr std::array LoraEnds{".lora_A.weight"sv, ".lora_B.weight"sv, ".lora_down.weight"sv, ".lora_up.weight"sv,
                                  ".hada_w1_a"sv,     ".lokr_w1"sv,       ".lora.up.weight"sv};
    const auto isXlabs = [](std::string_view name) { // double_blocks.0.processor.qkv_lora1.down.weight
        return name.find(".processor.") != name.npos && name.find("_lora") != name.npos
               && name.ends_with(".down.weight");
    };
    for (const auto& [name, tensor] : file.tensors) {
        if (endsWithAny(name, LoraEnds) || isXlabs(name)) {
            return Adapter::Lora;
        }
        if (name.starts_with("controlnet_") || name.starts_with("input_hint_block.")) {
            return Adapter::ControlNet;
        }
    }
    return file.contains("redux_up.weight") && file.contains("redux_down.weight") ? Adapter::Redux : Adapter::None;
}

Expected<void> addTensor(const Checkpoint& file, TensorTable& table, const std::string& name, StoredTensor tensor)
{
    if (!table.emplace(name, std::move(tensor)).second) {
        return failure(ErrorCode::CorruptFile, "two tensors stand for " + shownName(name), fileName(file));
    }
    return {};
}

std::string fileName(const Checkpoint& file)
{
    return file.files.empty() ? std::string() : file.files.front().string();
}

StoredTensor rowsOf(const StoredTensor& tensor, std::int64_t first, std::int64_t count)
{
    std::uint64_t bytes = 0;
    for (const Segment& segment : tensor.segments) {
        bytes += segment.bytes;
    }
    const std::uint64_t rowBytes = tensor.shape[0] == 0 ? 0 : bytes / static_cast<std::uint64_t>(tensor.shape[0]);
    std::uint64_t skip = static_cast<std::uint64_t>(first) * rowBytes;
    std::uint64_t want = static_cast<std::uint64_t>(count) * rowBytes;
    StoredTensor rows{.dtype = tensor.dtype, .shape = tensor.shape, .segments = {}, .scale = tensor.scale};
    rows.shape[0] = count;
    for (const Segment& segment : tensor.segments) {
        const std::uint64_t skipped = std::min(skip, segment.bytes);
        const std::uint64_t taken = std::min(want, segment.bytes - skipped);
        skip -= skipped;
        want -= taken;
        if (taken > 0) {
            rows.segments.push_back({.file = segment.file, .offset = segment.offset + skipped, .bytes = taken});
        }
    }
    return rows;
}

Expected<TensorTable> fromDiffusers(const Checkpoint& file, const std::string& prefix)
{
    TensorTable table;
    for (auto place = file.tensors.lower_bound(prefix); place != file.tensors.end(); ++place) {
        if (!place->first.starts_with(prefix)) {
            break;
        }
        table.emplace(place->first.substr(prefix.size()), place->second);
    }
    return table;
}

} // namespace genserve::weights
