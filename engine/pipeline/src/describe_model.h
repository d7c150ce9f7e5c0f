// From an opened model to its line in the catalogue.
#pragma once

#include <filesystem>
#include <vector>

#include "base/error.h"
#include "pipeline/catalogue.h"
#include "weight_file.h"

namespace genserve::pipeline {

// A diffusers folder or a snapshot of the Hugging Face cache. What is absent stands in `missing`; what is unreadable
// is an error that names it.
Expected<CatalogueEntry> describeFolder(const std::filesystem::path& folder);

// A file that isModel(), with the companions found for it; reads nothing.
CatalogueEntry describeFile(const WeightFile& file, const Candidates& candidates);

} // namespace genserve::pipeline
