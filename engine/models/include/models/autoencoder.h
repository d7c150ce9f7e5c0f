// FLUX.1's autoencoder between pictures and latents.
//
// Mirrors diffusers 0.42.1 models/autoencoders/autoencoder_kl.py and vae.py (Encoder, Decoder).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include <ATen/core/Tensor.h>

#include "kernels/team.h"
#include "models/autoencoder_config.h"
#include "weights/parameters.h"

namespace genserve::models {

class AutoencoderKL {
public:
    AutoencoderKL(const AutoencoderConfig& config, weights::Parameters& parameters);
    ~AutoencoderKL();
    AutoencoderKL(const AutoencoderKL&) = delete;
    AutoencoderKL& operator=(const AutoencoderKL&) = delete;

    [[nodiscard]] const AutoencoderConfig& config() const { return m_config; }

    // sample [1, 3, H, W] in -1..1, H and W multiples of scaleFactor()
    // -> moments [1, 2 * latent_channels, h, w]: mean, then log variance. Same dtype.
    // tiledLevels: this many of the levels with the largest maps see the picture in tiles (below levels()), which takes
    // less memory and more time, and changes the result by rounding only.
    [[nodiscard]] at::Tensor encode(const at::Tensor& sample, int tiledLevels = 0) const;

    // z [1, latent_channels, h, w], unscaled -> [1, 3, H, W], about -1..1. Same dtype.
    // member: the team that decodes together, each its rows; all give the same z. The first member gets the picture,
    // the others an undefined tensor; with tiles, or fewer rows than members, the first one decodes alone.
    [[nodiscard]] at::Tensor decode(const at::Tensor& z, int tiledLevels = 0,
                                    kernels::TeamMember* member = nullptr) const;

    [[nodiscard]] std::int64_t levels() const;

    struct Layers;

private:
    AutoencoderConfig m_config;
    std::unique_ptr<Layers> m_layers;
};

} // namespace genserve::models
