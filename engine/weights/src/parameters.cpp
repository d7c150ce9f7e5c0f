#include "weights/parameters.h"

#include <c10/util/Exception.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace genserve::weights {

void Parameters::add(std::string name, std::vector<std::int64_t> shape, at::Tensor& target)
{
    addStacked({std::move(name)}, {std::move(shape)}, target);
}

void Parameters::addStacked(std::vector<std::string> names, std::vector<std::vector<std::int64_t>> shapes,
                            at::Tensor& target)
{
    m_parameters.push_back({.names = std::move(names), .shapes = std::move(shapes), .target = &target});
}

void Parameters::quantize(const at::Tensor& target, QuantizedTarget quantized)
{
    const auto place = std::ranges::find(m_parameters, &target, &Parameter::target);
    TORCH_CHECK(place != m_parameters.end(), "Parameters::quantize: no parameter has this target");
    place->quantized = std::move(quantized);
}

Parameters Parameters::part(const std::function<bool(const Parameter&)>& isWanted) const
{
    Parameters some;
    for (const Parameter& parameter : m_parameters) {
        if (isWanted(parameter)) {
            some.m_parameters.push_back(parameter);
        }
    }
    return some;
}

std::int64_t Parameters::elementCount() const
{
    std::int64_t total = 0;
    for (const Parameter& parameter : m_parameters) {
        for (const auto& shape : parameter.shapes) {
            std::int64_t elements = 1;
            for (const std::int64_t dimension : shape) {
                if (__builtin_mul_overflow(elements, dimension, &elements)) {
                    return std::numeric_limits<std::int64_t>::max();
                }
            }
            if (__builtin_add_overflow(total, elements, &total)) {
                return std::numeric_limits<std::int64_t>::max();
            }
        }
    }
    return total;
}

} // namespace genserve::weights
