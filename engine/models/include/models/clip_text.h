// CLIP's text encoder, of which FLUX.1 uses the pooled vector.
//
// Mirrors transformers 5.23.0 models/clip/modeling_clip.py: CLIPTextModel (FLUX.1 has no text projection).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <ATen/core/Tensor.h>

#include "models/clip_text_config.h"
#include "weights/parameters.h"

namespace genserve::models {

class ClipTextModel {
public:
    ClipTextModel(const ClipTextConfig& config, weights::Parameters& parameters);
    ~ClipTextModel();
    ClipTextModel(const ClipTextModel&) = delete;
    ClipTextModel& operator=(const ClipTextModel&) = delete;

    [[nodiscard]] const ClipTextConfig& config() const { return m_config; }

    // input_ids: padded, at most max_position_embeddings of them, each below vocab_size.
    // -> pooled [hidden_size], in the model's dtype, on its device.
    [[nodiscard]] at::Tensor forward(const std::vector<std::int64_t>& input_ids) const;

    struct Layers;

private:
    ClipTextConfig m_config;
    std::unique_ptr<Layers> m_layers;
};

} // namespace genserve::models
