// Small pictures of unfinished latents: a linear map from latent channels to RGB, one pixel per latent cell.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "base/image.h"
#include "models/autoencoder.h"

namespace genserve::pipeline {

class LatentPreview {
public:
    // FLUX.1's own autoencoder has published factors (ComfyUI latent_formats.py, class Flux). For any other one the map
    // is fitted: one encoding of a synthetic picture of 32 x 32 cells, then least squares. Both on the model's device.
    LatentPreview(const models::AutoencoderKL& vae, at::ScalarType dtype, at::Device device);

    // latents: packed [h/2 * w/2, 4 C], as denoised by the transformer; height and width in cells -> RGB, width x
    // height. Waits for the device.
    [[nodiscard]] Image render(const at::Tensor& latents, std::int64_t height, std::int64_t width) const;

private:
    at::Tensor m_map; // [C + 1, 3] fp32: factors, then the bias; RGB in -1..1
};

} // namespace genserve::pipeline
