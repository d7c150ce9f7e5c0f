// From a LoRA or ControlNet to its line in the catalogue.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.h"
#include "pipeline/catalogue.h"

namespace genserve::pipeline {

// A LoRA's file, by its header and alphas. What can't be used has a problem; only what can't be read is an error.
AdapterEntry describeLora(const std::filesystem::path& file, const weights::Checkpoint& stored);

// A ControlNet's file, under any of the names that its networks are stored with.
AdapterEntry describeControlNetFile(const std::filesystem::path& file, const weights::Checkpoint& stored);

// Whether config.json says that the folder holds a FluxControlNetModel.
bool isControlNetFolder(const std::filesystem::path& folder);
AdapterEntry describeControlNetFolder(const std::filesystem::path& folder);

// The ControlNets in the subfolders controlnet, controlnet_1, … of a model's folder.
std::vector<AdapterEntry> ownControlNets(const std::filesystem::path& modelFolder, const ModelInfo& model);

// A LoRA that feeds twice the model's channels into it brings a control picture's latents along.
void recogniseControlLora(AdapterEntry& adapter, const NetworkSize& base);

} // namespace genserve::pipeline
