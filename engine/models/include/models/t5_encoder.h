// The T5 v1.1 encoder that gives FLUX.1 its sequence of text embeddings.
//
// Mirrors transformers 5.23.0 models/t5/modeling_t5.py: T5EncoderModel. No attention mask: pads take part, as in
// FLUX.1.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <ATen/core/Tensor.h>

#include "models/t5_encoder_config.h"
#include "weights/parameters.h"

namespace genserve::models {

class T5EncoderModel {
public:
    T5EncoderModel(const T5EncoderConfig& config, weights::Parameters& parameters);
    ~T5EncoderModel();
    T5EncoderModel(const T5EncoderModel&) = delete;
    T5EncoderModel& operator=(const T5EncoderModel&) = delete;

    [[nodiscard]] const T5EncoderConfig& config() const { return m_config; }

    // input_ids: padded, each below vocab_size. -> last hidden state [L, d_model], in the model's dtype.
    [[nodiscard]] at::Tensor forward(const std::vector<std::int64_t>& input_ids) const;

    // The same layer by layer, for weights that come and go: embed() needs what is outside the layers, of which
    // "shared.weight" is the bulk and not needed later, runLayer() that layer alone, finish() no layer.
    struct State {
        at::Tensor hidden_states, position_bias;
    };
    [[nodiscard]] State embed(const std::vector<std::int64_t>& input_ids) const;
    void runLayer(std::size_t index, State& state) const;
    [[nodiscard]] at::Tensor finish(const State& state) const;

    struct Layers;

private:
    T5EncoderConfig m_config;
    std::unique_ptr<Layers> m_layers;
};

} // namespace genserve::models
