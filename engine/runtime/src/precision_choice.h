// Which precision a device can compute in, and which one a model fits it in.
#pragma once

#include <cstdint>

#include <c10/core/Device.h>

#include "base/error.h"
#include "base/generation.h"
#include "pipeline/catalogue.h"

namespace genserve::runtime {

// InvalidArgument, naming what works, where the device can't compute in it.
Expected<void> checkPrecision(Precision precision, c10::Device device);

// fp32 on the CPU; on a GPU bf16, or fp8 where the model's weights in bf16 leave no room for a picture.
Precision fittingPrecision(const pipeline::ModelParts& parts, c10::Device device);

// The choice alone: bytes of the weights in bf16, and of the device's memory.
Precision fittingPrecision(std::int64_t weightBytes, std::int64_t deviceBytes);

} // namespace genserve::runtime
