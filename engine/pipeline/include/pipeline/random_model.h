// A model of any dimensions with random weights, for measuring where none is installed.
//
// The weights are a few megabytes of normal numbers for each standard deviation that occurs, and every tensor refers to
// those bytes again and again: the model is loaded, planned and run as one whose files are as large as its weights.
#pragma once

#include <filesystem>

#include "models/autoencoder_config.h"
#include "models/clip_text_config.h"
#include "models/flux_transformer_config.h"
#include "models/t5_encoder_config.h"
#include "pipeline/catalogue.h"

namespace genserve::pipeline {

struct ModelDimensions {
    models::FluxTransformerConfig transformer;
    models::AutoencoderConfig vae;
    models::ClipTextConfig clip;
    models::T5EncoderConfig t5;

    // FLUX.1-dev with CLIP-L, T5-XXL and the full autoencoder: 17 G parameters.
    static ModelDimensions fluxDev();
};

// Writes the numbers to `file` (some 100 MB; the same on every call), which must stay as long as the model is used.
// Matrices have the standard deviation 1 / sqrt(inputs), norms are ones. Stored as bf16; needs bundled tokenizers.
Expected<ModelParts> randomModel(const std::filesystem::path& file, const ModelDimensions& dimensions);

// The line that such a model has in a catalogue: flux1-dev-random, with FLUX.1-dev's own values.
CatalogueEntry randomModelEntry(const std::filesystem::path& file, const ModelDimensions& dimensions);

} // namespace genserve::pipeline
