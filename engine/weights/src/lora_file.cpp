#include "weights/lora_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>
#include <span>
#include <utility>

#include "convert.h"
#include "lora_names.h"
#include "lora_settings.h"
#include "part_keys.h"
#include "safetensors_file.h"
#include "tensor_name.h"

namespace genserve::weights {

namespace {

using Kind = LoraKey::Kind;

// A layer on its way: what the file holds of it.
struct Parts {
    LoraLayer layer;
    bool hasDown = false, hasUp = false;
    const StoredTensor* alpha = nullptr;
    std::string alphaKey;
};

// BFL's (shift, scale) as diffusers' (scale, shift). Of an odd number of rows, the first half is the longer.
StoredTensor withHalvesSwapped(const StoredTensor& tensor)
{
    const std::int64_t half = (tensor.shape[0] + 1) / 2;
    StoredTensor swapped = rowsOf(tensor, half, tensor.shape[0] - half);
    const StoredTensor first = rowsOf(tensor, 0, half);
    swapped.shape = tensor.shape;
    swapped.segments.insert(swapped.segments.end(), first.segments.begin(), first.segments.end());
    return swapped;
}

// Kohya's convolutions are [n, m, 1, 1].
void dropTrailingOnes(StoredTensor& tensor, std::size_t rank)
{
    while (tensor.shape.size() > rank && tensor.shape.back() == 1) {
        tensor.shape.pop_back();
    }
}

bool isMatrix(const StoredTensor& tensor)
{
    return tensor.shape.size() == 2 && tensor.shape[0] > 0 && tensor.shape[1] > 0;
}

bool isReal(Dtype dtype)
{
    constexpr std::array Reals{Dtype::F64, Dtype::F32, Dtype::F16, Dtype::BF16, Dtype::F8_E4M3, Dtype::F8_E5M2};
    return std::ranges::find(Reals, dtype) != Reals.end();
}

// A file may hold its layers twice, once under kohya's names: diffusers then takes the others.
bool holdsKohyaTwice(const Checkpoint& file)
{
    const auto hasBeginning = [&](std::string_view beginning) {
        const auto place = file.tensors.lower_bound(std::string(beginning));
        return place != file.tensors.end() && place->first.starts_with(beginning);
    };
    return hasBeginning("lora_unet_") && (hasBeginning("transformer.") || hasBeginning("lora_transformer_"));
}

class Reader {
public:
    Reader(const InputFile& file, const LoraSettings& settings, LoraAlphas alphas, LoraFile& result)
        : m_file(file), m_settings(settings), m_alphas(alphas), m_result(result)
    {
    }

    Expected<void> run()
    {
        m_isBflControl = std::ranges::any_of(m_result.checkpoint.tensors, [](const auto& entry) {
            return entry.first.find("query_norm.scale") != std::string::npos; // the reference's mark
        });
        const bool skipsKohya = holdsKohyaTwice(m_result.checkpoint);
        for (const auto& [key, tensor] : m_result.checkpoint.tensors) {
            if (const auto kind = foreignAdapter(key); !kind.empty()) {
                return fault(ErrorCode::UnsupportedFormat, key,
                             "belongs to a " + std::string(kind) + " adapter; only LoRA is applied");
            }
            if (skipsKohya && key.starts_with("lora_unet_")) {
                continue;
            }
            ++m_result.keyCount;
            if (auto added = add(key, tensor); !added) {
                return added;
            }
        }
        for (auto& [name, parts] : m_parts) {
            if (auto finished = finish(parts); !finished) {
                return finished;
            }
        }
        return {};
    }

private:
    [[nodiscard]] tl::unexpected<Error> fault(ErrorCode code, std::string_view key, const std::string& what) const
    {
        return failure(code, shownName(key) + ": " + what, m_file.path().string());
    }

    Expected<void> add(const std::string& key, const StoredTensor& tensor);
    [[nodiscard]] bool swapsHalves(const LoraKey& parsed) const;
    Expected<void> addTo(Parts& parts, const LoraKey& parsed, const std::string& key, StoredTensor tensor);
    Expected<void> finish(Parts& parts);
    Expected<void> checkShapes(Parts& parts) const;
    Expected<double> readAlpha(const StoredTensor& tensor, const std::string& key) const;

    const InputFile& m_file;
    const LoraSettings& m_settings;
    LoraAlphas m_alphas;
    LoraFile& m_result;
    bool m_isBflControl = false;
    std::map<std::string, Parts> m_parts; // by target and modules
};

Expected<void> Reader::add(const std::string& key, const StoredTensor& tensor)
{
    LoraKey parsed = parseLoraKey(key);
    if (parsed.kind == Kind::Unknown) {
        m_result.unknownKeys.push_back(key);
        return {};
    }
    if (parsed.kind == Kind::Norm) {
        if (!isReal(tensor.dtype)) {
            return fault(ErrorCode::CorruptFile, key, "holds no real numbers");
        }
        m_result.norms.push_back({parsed.modules.front() + ".weight", tensor, key});
        return {};
    }
    std::string name = std::to_string(static_cast<int>(parsed.target));
    for (const std::string& module : parsed.modules) {
        name.append(" ").append(module);
    }
    Parts& parts = m_parts[name];
    parts.layer.target = parsed.target;
    parts.layer.modules = parsed.modules;
    if (!swapsHalves(parsed)) {
        return addTo(parts, parsed, key, tensor);
    }
    if (tensor.shape.empty() || (parsed.kind != Kind::Down && tensor.shape[0] % 2 != 0)) {
        return fault(ErrorCode::CorruptFile, key,
                     "has shape " + shownShape(tensor.shape) + ", which has no two halves");
    }
    return addTo(parts, parsed, key, withHalvesSwapped(tensor));
}

// The reference swaps the halves of a control LoRA's down matrix as well as those of its up matrix. That is no change
// of order but of numbers; its pictures are what such LoRAs are known by, so it is done here too.
bool Reader::swapsHalves(const LoraKey& parsed) const
{
    return parsed.order == LoraKey::Order::HalvesSwapped
           && (parsed.kind == Kind::Up || parsed.kind == Kind::Bias
               || (parsed.kind == Kind::Down && !parsed.isKohya && m_isBflControl));
}

Expected<void> Reader::addTo(Parts& parts, const LoraKey& parsed, const std::string& key, StoredTensor tensor)
{
    const bool isTaken = (parsed.kind == Kind::Down && parts.hasDown) || (parsed.kind == Kind::Up && parts.hasUp)
                         || (parsed.kind == Kind::Bias && parts.layer.bias)
                         || (parsed.kind == Kind::Alpha && parts.alpha != nullptr);
    if (isTaken) {
        return fault(ErrorCode::CorruptFile, key, "is the second of its kind for " + parts.layer.modules.front());
    }
    parts.layer.keys.push_back(key);
    if (parsed.kind == Kind::Alpha) {
        parts.alpha = m_result.checkpoint.find(key);
        parts.alphaKey = key;
        return {};
    }
    if (!isReal(tensor.dtype)) {
        return fault(ErrorCode::CorruptFile, key, "holds no real numbers");
    }
    parts.layer.isKohya = parts.layer.isKohya || parsed.isKohya;
    if (parsed.kind == Kind::Bias) {
        parts.layer.bias = std::move(tensor);
        return {};
    }
    const bool isDown = parsed.kind == Kind::Down;
    dropTrailingOnes(tensor, 2);
    (isDown ? parts.layer.down : parts.layer.up) = std::move(tensor);
    (isDown ? parts.hasDown : parts.hasUp) = true;
    return {};
}

Expected<void> Reader::checkShapes(Parts& parts) const
{
    LoraLayer& layer = parts.layer;
    const std::string& key = layer.keys.front();
    if (!parts.hasDown || !parts.hasUp) {
        return fault(ErrorCode::CorruptFile, key,
                     std::string("its partner, the ") + (parts.hasDown ? "up" : "down") + " matrix, is missing");
    }
    if (!isMatrix(layer.down) || !isMatrix(layer.up) || layer.down.shape[0] != layer.up.shape[1]) {
        return fault(ErrorCode::CorruptFile, key,
                     "the down matrix " + shownShape(layer.down.shape) + " and the up matrix "
                         + shownShape(layer.up.shape) + " can't be multiplied");
    }
    if (layer.bias && (layer.bias->shape.size() != 1 || layer.bias->shape[0] != layer.up.shape[0])) {
        return fault(ErrorCode::CorruptFile, key,
                     "the bias has shape " + shownShape(layer.bias->shape) + ", expected ["
                         + std::to_string(layer.up.shape[0]) + "]");
    }
    return {};
}

Expected<void> Reader::finish(Parts& parts)
{
    LoraLayer& layer = parts.layer;
    if (!parts.hasDown && !parts.hasUp && !layer.bias) {
        // An alpha alone scales nothing.
        m_result.unknownKeys.insert(m_result.unknownKeys.end(), layer.keys.begin(), layer.keys.end());
        return {};
    }
    if (auto checked = checkShapes(parts); !checked) {
        return checked;
    }
    const std::int64_t rank = layer.down.shape[0];
    if (parts.alpha != nullptr && m_alphas == LoraAlphas::Read) {
        const auto alpha = readAlpha(*parts.alpha, parts.alphaKey);
        if (!alpha) {
            return tl::unexpected(alpha.error());
        }
        layer.scale = *alpha / static_cast<double>(rank);
        layer.alphaDtype = parts.alpha->dtype;
    } else {
        layer.scale = m_settings.scaleOf(layer.target, layer.modules.front(), rank).value_or(1.0);
    }
    m_result.layers.push_back(std::move(layer));
    return {};
}

Expected<double> Reader::readAlpha(const StoredTensor& tensor, const std::string& key) const
{
    const std::size_t bytes = byteSize(tensor.dtype);
    if (tensor.segments.size() != 1 || tensor.segments.front().bytes != bytes) {
        return fault(ErrorCode::CorruptFile, key, "has shape " + shownShape(tensor.shape) + ", expected one number");
    }
    std::array<std::uint8_t, sizeof(double)> stored{};
    if (auto read = m_file.readAt(tensor.segments.front().offset, std::span(stored).first(bytes)); !read) {
        return tl::unexpected(read.error());
    }
    float alpha = 0;
    convert(tensor.dtype, std::span(stored).first(bytes), std::span(&alpha, 1));
    if (!std::isfinite(alpha)) {
        return fault(ErrorCode::CorruptFile, key, "is not a finite number");
    }
    return alpha;
}

} // namespace

Expected<LoraFile> openLora(const std::filesystem::path& path, LoraAlphas alphas)
{
    const auto file = InputFile::open(path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    const auto header = readSafetensorsHeader(*file);
    if (!header) {
        return tl::unexpected(header.error());
    }
    auto settings = LoraSettings::parse(header->metadata);
    if (!settings) {
        settings.error().context = path.string();
        return tl::unexpected(std::move(settings.error()));
    }
    LoraFile result;
    result.checkpoint.files = {path};
    result.checkpoint.stamps = {file->stamp()};
    for (const auto& [name, record] : header->tensors) {
        result.checkpoint.tensors.emplace_hint(
            result.checkpoint.tensors.end(), name,
            StoredTensor{.dtype = record.dtype,
                         .shape = record.shape,
                         .segments = {{.file = 0, .offset = record.offset, .bytes = record.bytes}}});
    }
    if (auto read = Reader(*file, *settings, alphas, result).run(); !read) {
        return tl::unexpected(std::move(read.error()));
    }
    return result;
}

} // namespace genserve::weights
