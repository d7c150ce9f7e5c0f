// Where the layers of a LoRA file go in the loaded networks.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "pipeline/resolved_request.h"
#include "weights/lora_file.h"
#include "weights/parameters.h"

namespace genserve::pipeline {

// Where LoRAs take hold: the linear layers of transformer and text encoders, and the transformer's norms, which control
// LoRAs replace. Filled once after loading; points into the networks.
struct LoraSites {
    std::map<weights::LoraTarget, std::map<std::string, weights::LinearSlot>> layers;
    std::map<std::string, at::Tensor*> norms;

    void add(weights::LoraTarget target, const weights::Parameters& parameters);
};

struct MatchedLora {
    const LoraUse* use = nullptr; // borrowed
    weights::LoraFile file;
    std::vector<const weights::LinearSlot*> slots; // parallel to file.layers: of a fused layer, the first; or null
    std::vector<at::Tensor*> norms;                // parallel to file.norms; or null
    std::vector<std::string> unmatched;            // keys that fit nowhere

    // "3 of 304 tensors of style.safetensors fit no layer of this model"
    [[nodiscard]] std::string count() const;
};

// Reads the file's header and alphas. Errors: what openLora gives; InvalidArgument for a file of which nothing fits or
// whose shapes differ from a layer's, and for a control LoRA without a control picture. `use` must outlive the result.
// Shapes of norms are compared where they have been read.
Expected<MatchedLora> matchLora(const LoraSites& sites, const LoraUse& use, bool hasControl);

} // namespace genserve::pipeline
