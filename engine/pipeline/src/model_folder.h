// A model as diffusers saves it: model_index.json and a folder for every component.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "pipeline/catalogue.h"

namespace genserve::pipeline {

// What could be opened of a model, and what is not there, as file names for people.
struct OpenedModel {
    ModelParts parts;
    std::vector<std::string> missing;
};

// Whether the folder holds model_index.json, or a transformer beside other components although that file is gone.
bool isModelFolder(const std::filesystem::path& folder);

// model_index.json's _class_name; errors name the file.
Expected<std::string> pipelineClass(const std::filesystem::path& folder);

// Whether a pipeline of this class runs on a FLUX.1 transformer.
bool isFluxClass(std::string_view className);

// Opens what is there. Absent components and shards are listed; anything unreadable or unfit is an error naming it,
// another model's pipeline class is UnsupportedFormat.
Expected<OpenedModel> openModelFolder(const std::filesystem::path& folder);

} // namespace genserve::pipeline
