#include "autoencoder.h"
#include "device_clock.h"
#include "kernel_profile.h"
#include "random_weights.h"

#include <cstdio>

#include <ATen/ATen.h>

#include "models/autoencoder.h"

namespace genserve::bench {

void printAutoencoder(std::int64_t size, bool withKernels)
{
    models::AutoencoderConfig config;
    config.block_out_channels = {128, 256, 512, 512};
    config.layers_per_block = 2;
    config.latent_channels = 16;
    config.use_quant_conv = false;
    config.use_post_quant_conv = false;
    weights::Parameters parameters;
    const models::AutoencoderKL autoencoder(config, parameters);
    const auto bf16 = at::TensorOptions().dtype(at::kBFloat16).device(at::kCUDA);
    fillRandomly(parameters, bf16);
    const auto z = at::randn({1, config.latent_channels, size / 8, size / 8}, bf16);
    const auto picture = at::randn({1, 3, size, size}, bf16);
    at::Tensor decoded, encoded;
    const auto decode = [&] { decoded = autoencoder.decode(z); };
    const Times decoding = timeOnDevice(decode, 3, 10);
    const Times encoding = timeOnDevice([&] { encoded = autoencoder.encode(picture); }, 3, 10);
    std::printf("autoencoder %lld x %lld: decode %.2f ms, encode %.2f ms; |picture| %.4f\n",
                static_cast<long long>(size), static_cast<long long>(size), decoding.median, encoding.median,
                decoded.to(at::kFloat).abs().mean().item<double>());
    if (withKernels) {
        printKernels(decode);
    }
}

} // namespace genserve::bench
