#include "random_weights.h"

#include <cmath>

#include <ATen/ATen.h>

namespace genserve::bench {

void fillRandomly(const weights::Parameters& parameters, const at::TensorOptions& options)
{
    for (const auto& parameter : parameters.all()) {
        std::vector<std::int64_t> shape = parameter.shapes[0];
        shape[0] = 0;
        for (const auto& part : parameter.shapes) {
            shape[0] += part[0];
        }
        if (shape.size() == 1) {
            const bool isNorm =
                parameter.names[0].find("norm") != std::string::npos && parameter.names[0].ends_with(".weight");
            *parameter.target = isNorm ? at::ones(shape, options) : at::randn(shape, options) * 0.02;
        } else {
            const auto inputs = static_cast<double>(c10::multiply_integers(shape) / shape[0]);
            *parameter.target = at::randn(shape, options) * (1 / std::sqrt(inputs));
        }
    }
}

} // namespace genserve::bench
