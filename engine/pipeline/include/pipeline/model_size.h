// How large a model is, from its configs and the headers of its files.
#pragma once

#include "base/error.h"
#include "base/memory_plan.h"
#include "pipeline/catalogue.h"

namespace genserve::pipeline {

// Fails where the model can't be loaded for its configs. Takes about a millisecond; reads no weights.
Expected<ModelSize> modelSize(const ModelParts& parts);

// FLUX.1-dev's, which schnell, Fill and the control models differ from by less than a hundredth.
ModelSize fluxDevSize();

} // namespace genserve::pipeline
