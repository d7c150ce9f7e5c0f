#include "weights/lora_tensors.h"

#include <cmath>
#include <span>
#include <string>
#include <utility>

#include <ATen/ATen.h>

#include "input_file.h"
#include "scalar_type.h"

namespace genserve::weights {

namespace {

// As the file stores it, on the CPU.
Expected<at::Tensor> readStored(const InputFile& file, const StoredTensor& stored)
{
    at::Tensor tensor = at::empty(stored.shape, at::TensorOptions().dtype(scalarType(stored.dtype)));
    std::span<std::uint8_t> bytes(static_cast<std::uint8_t*>(tensor.data_ptr()), tensor.nbytes());
    for (const Segment& segment : stored.segments) {
        TORCH_CHECK(segment.bytes <= bytes.size(), "readLora: segments longer than their tensor");
        const auto length = static_cast<std::size_t>(segment.bytes);
        if (auto read = file.readAt(segment.offset, bytes.first(length)); !read) {
            return tl::unexpected(std::move(read.error()));
        }
        bytes = bytes.subspan(length);
    }
    TORCH_CHECK(bytes.empty(), "readLora: segments shorter than their tensor");
    return tensor;
}

double roundedTo(Dtype dtype, double value)
{
    return at::scalar_tensor(value, at::kDouble).to(scalarType(dtype)).to(at::kDouble).item<double>();
}

// _convert_kohya_flux_lora_to_diffusers: both matrices take a part of the scale, in the type they are stored in; that
// of a fused layer is rounded to alpha's type.
void fold(LowRank& pair, Dtype alphaDtype, bool isFused)
{
    double down = isFused ? roundedTo(alphaDtype, pair.scale) : pair.scale;
    double up = 1.0;
    while (down * 2 < up) {
        down *= 2;
        up /= 2;
    }
    // By tensors, as Python does it: libtorch rounds a plain number to bfloat16 before it multiplies.
    pair.down.mul_(at::scalar_tensor(down, at::kDouble));
    pair.up.mul_(at::scalar_tensor(up, at::kDouble));
    pair.scale = 1.0;
}

// float8 has no multiplication, and alphas of integers or below zero leave the reference without a result.
bool canFold(const LowRank& pair, Dtype alphaDtype)
{
    return pair.scale > 0 && pair.down.element_size() > 1 && pair.up.element_size() > 1
           && at::isFloatingType(scalarType(alphaDtype)) && byteSize(alphaDtype) > 1;
}

// To the device; types wider than the network's are narrowed.
at::Tensor placed(const at::Tensor& tensor, const LoadOptions& network)
{
    const bool isWider = static_cast<std::size_t>(tensor.element_size()) > c10::elementSize(network.dtype);
    const bool isOtherOfTwo = tensor.element_size() == 2 && network.dtype == at::kBFloat16;
    return tensor.to(network.device, isWider || isOtherOfTwo ? network.dtype : tensor.scalar_type());
}

Expected<LowRank> readLayer(const InputFile& file, const LoraLayer& layer, const LoadOptions& network)
{
    LowRank pair;
    pair.scale = layer.scale;
    const std::pair<const StoredTensor*, at::Tensor*> parts[] = {
        {&layer.down, &pair.down}, {&layer.up, &pair.up}, {layer.bias ? &*layer.bias : nullptr, &pair.bias}};
    for (const auto& [stored, tensor] : parts) {
        if (stored == nullptr) {
            continue;
        }
        auto read = readStored(file, *stored);
        if (!read) {
            return tl::unexpected(std::move(read.error()));
        }
        *tensor = std::move(*read);
    }
    if (layer.isKohya && layer.alphaDtype && canFold(pair, *layer.alphaDtype)) {
        fold(pair, *layer.alphaDtype, layer.modules.size() > 1);
    }
    for (const auto& [stored, tensor] : parts) {
        if (stored != nullptr) {
            *tensor = placed(*tensor, network);
        }
    }
    return pair;
}

} // namespace

Expected<LoraTensors> readLora(const LoraFile& file, const std::vector<bool>& isWanted, const LoadOptions& network)
{
    TORCH_CHECK(isWanted.size() == file.layers.size(), "readLora: ", isWanted.size(), " marks for ", file.layers.size(),
                " layers");
    const auto opened = InputFile::open(file.checkpoint.files.front());
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    if (opened->stamp() != file.checkpoint.stamps.front()) {
        return failure(ErrorCode::Io, "the file has changed since its header was read", opened->path().string());
    }
    LoraTensors tensors;
    tensors.layers.resize(file.layers.size());
    for (std::size_t i = 0; i < file.layers.size(); ++i) {
        if (network.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "loading was cancelled", opened->path().string());
        }
        if (!isWanted[i]) {
            continue;
        }
        auto pair = readLayer(*opened, file.layers[i], network);
        if (!pair) {
            return tl::unexpected(std::move(pair.error()));
        }
        tensors.layers[i] = std::move(*pair);
    }
    for (const LoraNorm& norm : file.norms) {
        auto weight = readStored(*opened, norm.weight);
        if (!weight) {
            return tl::unexpected(std::move(weight.error()));
        }
        tensors.norms.push_back(weight->to(network.device, network.dtype));
    }
    if (!opened->isUnchanged()) {
        return failure(ErrorCode::Io, "the file was changed while it was read", opened->path().string());
    }
    return tensors;
}

// peft's LoraLayer.set_scale: weight * alpha / r, where alpha is a tensor of no dimensions.
double scaleAt(const LoraLayer& layer, const LowRank& pair, double weight)
{
    if (layer.isKohya || !layer.alphaDtype || !at::isFloatingType(scalarType(*layer.alphaDtype))) {
        return pair.scale * weight;
    }
    const auto rank = static_cast<double>(layer.down.shape[0]);
    const double rounded =
        roundedTo(*layer.alphaDtype, roundedTo(*layer.alphaDtype, weight * (pair.scale * rank)) / rank);
    return std::isfinite(rounded) ? rounded : pair.scale * weight;
}

} // namespace genserve::weights
