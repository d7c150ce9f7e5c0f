#include "precision_choice.h"

#include "kernels/quantized_rows.h"
#include "runtime/forecast.h"

namespace genserve::runtime {

Expected<void> checkPrecision(Precision precision, c10::Device device)
{
    if (precision != Precision::Float8 || kernels::multipliesQuantizedRows(device)) {
        return {};
    }
    return failure(ErrorCode::InvalidArgument,
                   "fp8 needs an NVIDIA GPU of the Hopper generation (H100, H200); " + device.str()
                       + " computes in fp32 and bf16",
                   "precision");
}

Precision fittingPrecision(const ModelSize& size, const ModelInfo& model, c10::Device device, std::int64_t budget)
{
    if (device.is_cpu()) {
        return Precision::Float32;
    }
    if (!kernels::multipliesQuantizedRows(device)) {
        return Precision::BFloat16;
    }
    Workload usual;
    usual.width = usual.height = model.nativeSize / size.grid * size.grid;
    usual.steps = model.defaultSteps;
    const auto plans = forecasts(size, usual, Precision::BFloat16, DeviceKind::Cuda, budget);
    return !plans.empty() && plans.front().plan.streamedBlocks == 0 ? Precision::BFloat16 : Precision::Float8;
}

} // namespace genserve::runtime
