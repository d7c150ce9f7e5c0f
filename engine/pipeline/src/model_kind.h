// What a model is for, and what follows from that: official names, default values, description.
#pragma once

#include <string>
#include <string_view>

#include "models/flux_transformer_config.h"
#include "pipeline/catalogue.h"

namespace genserve::pipeline {

// By the number of input channels; words of the name tell apart what has equal tensors (Canny from Depth, Kontext
// from Dev).
ModelKind kindOf(const models::FluxTransformerConfig& config, std::string_view name);

// Id and title of an official model; empty where the name holds any word that the official releases and their
// converted files do not have, or where it says another kind.
struct OfficialName {
    std::string id;    // "flux1-dev"
    std::string title; // "FLUX.1-dev"
};
OfficialName officialName(ModelKind kind, std::string_view name);

struct KindValues {
    int steps;
    double cfg;
    std::string_view description; // one sentence
};
KindValues valuesOf(ModelKind kind);

// The id of a model that is not official: lower case, [a-z0-9._-], at most 64 characters, never empty.
std::string idFromName(std::string_view name);

} // namespace genserve::pipeline
