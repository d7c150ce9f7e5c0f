// What adapters make possible with models, and the table of all that is installed.
#pragma once

#include <vector>

#include "folder_walk.h"
#include "pipeline/catalogue.h"

namespace genserve::pipeline {

// "controlnet" for a base model with an adapter that leads it, among its own or the given ones.
void addControl(CatalogueEntry& model, const std::vector<AdapterEntry>& adapters);

// A row for every model, adapter, part and problem; catalogue.models and adapters are complete.
std::vector<InstalledFile> installedFiles(const Catalogue& catalogue, const Findings& findings);

} // namespace genserve::pipeline
