// Latents: their random numbers, their packing into tokens, and their way from and to pictures.
//
// The reference draws everything unpacked, on the CPU and in the model's dtype; torch gives other numbers for another
// dtype or shape, so the draws here keep both. Source: diffusers 0.42.1 pipelines/flux/*.py, utils/torch_utils.py.
#pragma once

#include <cstdint>

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include "base/image.h"

namespace genserve::pipeline {

// torch.Generator("cpu").manual_seed(seed); only the low 32 bits count.
at::Generator cpuGenerator(std::int64_t seed);

// randn_tensor((1, channels, height, width)) on the CPU in dtype, then moved to device.
at::Tensor drawNoise(at::Generator& generator, std::int64_t channels, std::int64_t height, std::int64_t width,
                     at::ScalarType dtype, at::Device device);

// _pack_latents: [1, C, h, w] -> [h/2 * w/2, 4 C], channel = c * 4 + dy * 2 + dx.
at::Tensor packLatents(const at::Tensor& latents);
// _unpack_latents: the inverse; height and width in latent cells.
at::Tensor unpackLatents(const at::Tensor& tokens, std::int64_t height, std::int64_t width);

// _prepare_latent_image_ids: [h/2 * w/2, 3] fp32, (0, row, column) of the packed grid; height and width in cells.
at::Tensor latentImageIds(std::int64_t height, std::int64_t width, at::Device device);

// RGB -> [1, 3, H, W] in -1..1.
at::Tensor imageToTensor(const Image& image, at::ScalarType dtype, at::Device device);
// [1, 3, H, W] -> RGB, clamped, rounded half to even.
Image tensorToImage(const at::Tensor& sample);

// Grey mask -> [1, 1, H, W] fp32 on the CPU: 1 from 128 on, below 0.
at::Tensor binaryMask(const Image& mask);

// FluxFillPipeline.prepare_mask_latents: grey mask in pixels -> [h/2 * w/2, 4 s s] of 0 and 1, every pixel of a latent
// cell in a channel of its own; s = px per cell.
at::Tensor maskToChannels(const Image& mask, std::int64_t scale, at::ScalarType dtype, at::Device device);

// Grey mask in pixels -> [h/2 * w/2, 4 C] of 0 and 1: F.interpolate(nearest) of the binary mask (>= 128 is 1), the
// same for all latent channels, packed.
at::Tensor maskToTokens(const Image& mask, std::int64_t channels, std::int64_t height, std::int64_t width,
                        at::ScalarType dtype, at::Device device);

} // namespace genserve::pipeline
