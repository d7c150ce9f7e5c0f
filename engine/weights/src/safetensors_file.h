// The header of an opened safetensors file, for callers that keep the file's stamp.
#pragma once

#include "input_file.h"
#include "weights/safetensors.h"

namespace genserve::weights {

Expected<SafetensorsHeader> readSafetensorsHeader(const InputFile& file);

} // namespace genserve::weights
