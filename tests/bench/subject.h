// A transformer of FLUX.1-dev's size with random weights, and what its steps need.
#pragma once

#include <cstdint>
#include <memory>

#include "models/flux_transformer.h"
#include "weights/parameters.h"

namespace genserve::bench {

constexpr std::int64_t TextTokens = 512;
std::int64_t imageTokens(std::int64_t size); // of a picture of size x size pixels

struct Subject {
    models::FluxTransformerConfig config;
    weights::Parameters parameters;
    std::unique_ptr<models::FluxTransformer2DModel> transformer;
    models::FluxConditions conditions;
    at::Tensor latents;

    Subject();
    [[nodiscard]] at::Tensor velocity() const { return transformer->forward(latents, conditions, 1); }
};

// Drawn in bf16 on the first GPU from the same seed each time, so that all precisions and devices get the same.
struct Inputs {
    at::Tensor tokens, pooled, timesteps, txt_ids, img_ids, latents;
};
Inputs drawInputs(const Subject& subject, std::int64_t size);

void giveInputs(Subject& subject, const Inputs& inputs, at::ScalarType dtype, at::Device device,
                kernels::TeamMember* member = nullptr);

// What a load does to every weight that was declared to be quantised.
void quantize(Subject& subject);

} // namespace genserve::bench
