#include "kernels/vector_math.h"

#include <ATen/Functions.h>
#include <ATen/core/grad_mode.h>

namespace genserve::kernels {

void settleVectorMath()
{
    static const bool once = [] {
        const c10::InferenceMode inferenceMode;
        for (const auto type : {at::kFloat, at::kDouble}) {
            const at::Tensor one = at::full({1}, 0.5, type);
            using Function = at::Tensor (*)(const at::Tensor&);
            for (const Function function :
                 {Function(at::exp), Function(at::log), Function(at::sin), Function(at::cos), Function(at::tan),
                  Function(at::tanh), Function(at::sqrt), Function(at::erf), Function(at::acos), Function(at::atan)}) {
                static_cast<void>(function(one));
            }
        }
        return true;
    }();
    static_cast<void>(once);
}

} // namespace genserve::kernels
