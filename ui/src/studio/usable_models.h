// Which of what is installed can do what the studio is asked for.
#pragma once

#include <string>
#include <vector>

#include <QString>

#include "base/generation.h"
#include "ui/world.h"

namespace genserve::ui {

// Document words of ModelInfo::features.
QString featureOf(Mode mode);

// Whole models that can run the mode, and LoRAs that fit a model; both belong to `models` until that changes.
std::vector<const ModelInfo*> modelsWith(const ModelsSource& models, Mode mode);
std::vector<const AdapterInfo*> lorasFitting(const ModelsSource& models, const std::string& model);

// Something is installed that takes the edges which the engine finds.
bool canFindEdges(const ModelsSource& models);

} // namespace genserve::ui
