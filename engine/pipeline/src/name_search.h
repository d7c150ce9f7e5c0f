// Finding what a user's words mean among the names of what is installed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/catalogue.h"

namespace genserve::pipeline {

// A LoRA or ControlNet by id, file name or path; those inside the model's own folder first. NotFound where there is
// none, the error of opening it where the path leads to something else.
Expected<AdapterEntry> adapterNamed(const std::string& name, const CatalogueEntry& model, const Catalogue& catalogue);

// "did you mean a or b?", or "installed: a, b, c", or "none is".
std::string suggestion(std::string_view name, std::vector<std::string> candidates);

// The name for a message: one line of at most 200 bytes.
std::string shownName(std::string_view name);

} // namespace genserve::pipeline
