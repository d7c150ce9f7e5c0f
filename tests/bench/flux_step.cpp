// Times one denoising step of a FLUX.1-dev transformer with random weights on the first GPU.
//
//     flux_step [--size 1024] [--repeat 20] [--operators] [--kernels]
//
// --operators adds each operator alone, --kernels a list of the step's kernels. With 512 text tokens, bf16.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "device_clock.h"
#include "kernel_profile.h"
#include "models/flux_transformer.h"
#include "operators.h"

using namespace genserve;

namespace {

constexpr std::int64_t TextTokens = 512, CellPixels = 16, TextChannels = 4096, PooledChannels = 768;

struct Options {
    std::int64_t size = 1024;
    int repeats = 20;
    bool withOperators = false, withKernels = false;
};

Options parse(int count, char** words)
{
    Options options;
    for (int i = 1; i < count; ++i) {
        if (std::strcmp(words[i], "--operators") == 0) {
            options.withOperators = true;
        } else if (std::strcmp(words[i], "--kernels") == 0) {
            options.withKernels = true;
        } else if (std::strcmp(words[i], "--size") == 0 && i + 1 < count) {
            options.size = std::atoll(words[++i]);
        } else if (std::strcmp(words[i], "--repeat") == 0 && i + 1 < count) {
            options.repeats = std::atoi(words[++i]);
        } else {
            std::fprintf(stderr, "flux_step: %s is not known\n", words[i]);
            std::exit(2);
        }
    }
    return options;
}

// Values like those of a trained network, so that the power the GPU draws is that of real work.
void fillRandomly(const weights::Parameters& parameters, const at::TensorOptions& options)
{
    for (const auto& parameter : parameters.all()) {
        std::vector<std::int64_t> shape = parameter.shapes[0];
        shape[0] = 0;
        for (const auto& part : parameter.shapes) {
            shape[0] += part[0];
        }
        const bool isNorm = parameter.names[0].find("norm_") != std::string::npos && shape.size() == 1;
        *parameter.target = isNorm ? at::ones(shape, options) : at::randn(shape, options) * 0.02;
    }
}

} // namespace

int main(int argc, char** argv)
{
    const Options options = parse(argc, argv);
    const c10::InferenceMode inferenceMode;
    const auto bf16 = at::TensorOptions().dtype(at::kBFloat16).device(at::kCUDA);
    const std::int64_t imageTokens = (options.size / CellPixels) * (options.size / CellPixels);
    at::manual_seed(0);
    if (options.withOperators) {
        bench::printOperators(TextTokens + imageTokens, at::kBFloat16, at::kCUDA);
    }

    models::FluxTransformerConfig config;
    config.guidance_embeds = true;
    weights::Parameters parameters;
    const models::FluxTransformer2DModel transformer(config, parameters);
    fillRandomly(parameters, bf16);
    const auto ids = at::rand({imageTokens, 3}, bf16.dtype(at::kFloat)) * 64;
    const auto conditions = transformer.prepare(at::randn({TextTokens, TextChannels}, bf16),
                                                at::randn({PooledChannels}, bf16), at::linspace(1, 0.1, 4, bf16), 3.5,
                                                at::zeros({TextTokens, 3}, bf16.dtype(at::kFloat)), ids.floor());
    const auto latents = at::randn({imageTokens, config.in_channels}, bf16);

    at::Tensor velocity;
    const auto step = [&] { velocity = transformer.forward(latents, conditions, 1); };
    const auto times = bench::timeOnDevice(step, 3, options.repeats);
    std::printf("step %lld x %lld: median %.2f ms, %.2f to %.2f; |velocity| %.4f\n",
                static_cast<long long>(options.size), static_cast<long long>(options.size), times.median, times.least,
                times.most, velocity.to(at::kFloat).abs().mean().item<double>());
    if (options.withKernels) {
        bench::printKernels(step);
    }
    return 0;
}
