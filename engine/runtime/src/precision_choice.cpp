#include "precision_choice.h"

#include <ATen/Context.h>
#include <c10/core/CachingDeviceAllocator.h>

#include "kernels/quantized_rows.h"

namespace genserve::runtime {
namespace {

constexpr std::int64_t Bf16Bytes = 2;
constexpr std::int64_t WorkingBytes = std::int64_t{3} << 30; // activations of a 1024 x 1024 picture, libraries

std::int64_t elementsOf(const weights::Checkpoint& checkpoint)
{
    std::int64_t elements = 0;
    for (const auto& [name, tensor] : checkpoint.tensors) {
        std::int64_t count = 1;
        for (const std::int64_t dimension : tensor.shape) {
            count *= dimension;
        }
        elements += count;
    }
    return elements;
}

} // namespace

Expected<void> checkPrecision(Precision precision, c10::Device device)
{
    if (precision != Precision::Float8 || kernels::multipliesQuantizedRows(device)) {
        return {};
    }
    return failure(ErrorCode::InvalidArgument,
                   "fp8 needs an NVIDIA GPU of the Hopper generation (H100, H200); " + device.str()
                       + " computes in fp32 and bf16",
                   "precision");
}

Precision fittingPrecision(const pipeline::ModelParts& parts, c10::Device device)
{
    if (device.is_cpu()) {
        return Precision::Float32;
    }
    if (!kernels::multipliesQuantizedRows(device)) {
        return Precision::BFloat16;
    }
    std::int64_t elements = 0;
    for (const auto* checkpoint : {&parts.transformer, &parts.vae, &parts.clip, &parts.t5}) {
        elements += elementsOf(*checkpoint);
    }
    at::globalContext().lazyInitDevice(device.type());
    const auto memory = c10::getDeviceAllocator(device.type())->getMemoryInfo(device.index()); // free, total
    return fittingPrecision(elements * Bf16Bytes, static_cast<std::int64_t>(memory.second));
}

Precision fittingPrecision(std::int64_t weightBytes, std::int64_t deviceBytes)
{
    return weightBytes + WorkingBytes <= deviceBytes ? Precision::BFloat16 : Precision::Float8;
}

} // namespace genserve::runtime
