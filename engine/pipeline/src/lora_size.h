// What the header of a LoRA tells of the model that it is made for.
#pragma once

#include <string>

#include "pipeline/catalogue.h"
#include "weights/lora_file.h"

namespace genserve::pipeline {

NetworkSize loraSize(const weights::LoraFile& lora);

// Whose key names they are: "kohya", "xlabs", "bfl" or "diffusers".
std::string loraFormat(const weights::Checkpoint& stored);

} // namespace genserve::pipeline
