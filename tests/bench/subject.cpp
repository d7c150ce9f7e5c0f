#include "subject.h"

#include <ATen/ATen.h>

namespace genserve::bench {
namespace {

constexpr std::int64_t CellPixels = 16, TextChannels = 4096, PooledChannels = 768;

} // namespace

std::int64_t imageTokens(std::int64_t size) { return (size / CellPixels) * (size / CellPixels); }

Subject::Subject()
{
    config.guidance_embeds = true;
    transformer = std::make_unique<models::FluxTransformer2DModel>(config, parameters);
}

Inputs drawInputs(const Subject& subject, std::int64_t size)
{
    const auto bf16 = at::TensorOptions().dtype(at::kBFloat16).device(at::kCUDA);
    const auto fp32 = bf16.dtype(at::kFloat);
    at::manual_seed(1);
    Inputs inputs;
    inputs.tokens = at::randn({TextTokens, TextChannels}, bf16);
    inputs.pooled = at::randn({PooledChannels}, bf16);
    inputs.img_ids = at::floor(at::rand({imageTokens(size), 3}, fp32) * 64);
    inputs.txt_ids = at::zeros({TextTokens, 3}, fp32);
    inputs.timesteps = at::linspace(1, 0.1, 4, bf16);
    inputs.latents = at::randn({imageTokens(size), subject.config.in_channels}, bf16);
    return inputs;
}

void giveInputs(Subject& subject, const Inputs& inputs, at::ScalarType dtype, at::Device device,
                kernels::TeamMember* member)
{
    const auto given = [&](const at::Tensor& input) { return input.to(device, dtype); };
    subject.conditions =
        subject.transformer->prepare(given(inputs.tokens), given(inputs.pooled), given(inputs.timesteps), 3.5,
                                     inputs.txt_ids.to(device), inputs.img_ids.to(device), member);
    subject.latents = given(inputs.latents);
}

void quantize(Subject& subject)
{
    subject.transformer->quantizeOnLoad(subject.parameters);
    for (const auto& parameter : subject.parameters.all()) {
        if (parameter.quantized) {
            parameter.quantized->quantize();
        }
    }
}

} // namespace genserve::bench
