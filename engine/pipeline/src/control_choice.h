// What of the installed things can lead a picture by a control map.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/catalogue.h"

namespace genserve::pipeline {

// Whether the request gives, or should give, a control picture.
bool wantsControl(const GenerationRequest& request);

// The kind of its control maps: control_type, or canny where edges are to be found; absent = not said.
std::optional<ControlType> wantedControl(const GenerationRequest& request);

// The kind of control of a control model; absent = its tensors and name do not say.
std::optional<ControlType> controlOf(ModelKind kind);

// The best ControlNet for a base model: its own ones first, then those made for that kind, then union nets and those
// whose kind nothing tells. nullptr where none fits; points into model or catalogue.
const AdapterEntry* findControlNet(const CatalogueEntry& base, const Catalogue& catalogue,
                                   std::optional<ControlType> wanted);

// The same among all adapters: an own ControlNet, a control LoRA, another ControlNet.
const AdapterEntry* findControlAdapter(const CatalogueEntry& base, const Catalogue& catalogue,
                                       std::optional<ControlType> wanted);

// The control model of the base's family that fits best, able to run; nullptr where there is none.
const CatalogueEntry* findControlModel(const CatalogueEntry& base, const Catalogue& catalogue,
                                       std::optional<ControlType> wanted);
// The Fill model of the base's family.
const CatalogueEntry* findFillModel(const CatalogueEntry& base, const Catalogue& catalogue);

// For an error: which files would make control work with that base model.
std::string whatEnablesControl(const CatalogueEntry& base, std::optional<ControlType> wanted);

} // namespace genserve::pipeline
