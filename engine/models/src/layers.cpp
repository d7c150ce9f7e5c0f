#include "layers.h"

#include <ATen/ATen.h>

namespace genserve::models {

void Linear::declare(weights::Parameters& parameters, const std::string& scope, std::int64_t in, std::int64_t out,
                     bool hasBias)
{
    declareStacked(parameters, {scope}, in, {out}, hasBias);
}

void Linear::declareStacked(weights::Parameters& parameters, const std::vector<std::string>& scopes, std::int64_t in,
                            const std::vector<std::int64_t>& outs, bool hasBias)
{
    std::vector<std::string> weightNames, biasNames;
    std::vector<std::vector<std::int64_t>> weightShapes, biasShapes;
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        weightNames.push_back(scopes[i] + ".weight");
        weightShapes.push_back({outs[i], in});
        biasNames.push_back(scopes[i] + ".bias");
        biasShapes.push_back({outs[i]});
    }
    parameters.addStacked(std::move(weightNames), std::move(weightShapes), weight);
    if (hasBias) {
        parameters.addStacked(std::move(biasNames), std::move(biasShapes), bias);
    }
}

at::Tensor Linear::forward(const at::Tensor& x) const
{
    return bias.defined() ? at::addmm(bias, x, weight.t()) : at::mm(x, weight.t());
}

void Linear::forwardTo(const at::Tensor& out, const at::Tensor& x) const
{
    at::Tensor target = out;
    if (bias.defined()) {
        at::addmm_out(target, bias, x, weight.t());
    } else {
        at::mm_out(target, x, weight.t());
    }
}

void NormWeights::declare(weights::Parameters& parameters, const std::string& scope, std::int64_t size, bool hasBias)
{
    parameters.add(scope + ".weight", {size}, weight);
    if (hasBias) {
        parameters.add(scope + ".bias", {size}, bias);
    }
}

} // namespace genserve::models
