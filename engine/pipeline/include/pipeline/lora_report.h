// What of a LoRA's file fits a model, told from headers alone.
#pragma once

#include <filesystem>

#include "base/error.h"
#include "base/lora_report.h"
#include "pipeline/catalogue.h"

namespace genserve::pipeline {

// Declares the model's networks, which takes milliseconds and no memory to speak of. Errors: those that using the file
// would have, as far as headers tell.
Expected<LoraReport> reportLora(const ModelParts& parts, const std::filesystem::path& file);

} // namespace genserve::pipeline
