// Which precision a device can compute in, and which one a model fits it in.
#pragma once

#include <cstdint>

#include <c10/core/Device.h>

#include "base/error.h"
#include "base/generation.h"
#include "base/memory_plan.h"
#include "base/model_info.h"

namespace genserve::runtime {

// InvalidArgument, naming what works, where the device can't compute in it.
Expected<void> checkPrecision(Precision precision, c10::Device device);

// fp32 on the CPU; on a GPU bf16, or fp8 where the device has it and blocks would have to be streamed in bf16 at the
// model's own size: so all pictures of a model are made in one precision. budget as in forecasts().
Precision fittingPrecision(const ModelSize& size, const ModelInfo& model, c10::Device device, std::int64_t budget);

} // namespace genserve::runtime
