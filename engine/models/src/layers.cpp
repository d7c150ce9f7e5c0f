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
    std::int64_t firstRow = 0;
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        parameters.addSlot({.name = scopes[i], .in = in, .out = outs[i], .firstRow = firstRow, .branches = &branches});
        firstRow += outs[i];
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
    const at::Tensor seen = x.narrow(1, 0, weight.size(1));
    const at::Tensor out = bias.defined() ? at::addmm(bias, seen, weight.t()) : at::mm(seen, weight.t());
    addBranches(out, x);
    return out;
}

void Linear::forwardTo(const at::Tensor& out, const at::Tensor& x) const
{
    const at::Tensor seen = x.narrow(1, 0, weight.size(1));
    at::Tensor target = out;
    if (bias.defined()) {
        at::addmm_out(target, bias, seen, weight.t());
    } else {
        at::mm_out(target, seen, weight.t());
    }
    addBranches(out, x);
}

void Linear::addBranches(const at::Tensor& out, const at::Tensor& x) const
{
    const auto dtype = x.scalar_type();
    for (const auto& branch : branches) {
        at::Tensor rows = out.narrow(1, branch.firstRow, branch.up.size(0));
        const at::Tensor inner = at::mm(x.narrow(1, 0, branch.down.size(1)), branch.down.to(dtype).t()); // [L, r]
        rows.addmm_(inner, branch.up.to(dtype).t(), 1, branch.scale);
        if (branch.bias.defined()) {
            rows.add_(branch.bias.to(dtype), branch.scale);
        }
    }
}

void Conv2d::declare(weights::Parameters& parameters, const std::string& scope, std::int64_t in, std::int64_t out,
                     std::int64_t kernel)
{
    parameters.add(scope + ".weight", {out, in, kernel, kernel}, weight);
    parameters.add(scope + ".bias", {out}, bias);
}

at::Tensor Conv2d::forward(const at::Tensor& x, std::int64_t stride, std::int64_t padding) const
{
    return at::conv2d(x, weight, bias, {stride, stride}, {padding, padding});
}

void NormWeights::declare(weights::Parameters& parameters, const std::string& scope, std::int64_t size, bool hasBias)
{
    parameters.add(scope + ".weight", {size}, weight);
    if (hasBias) {
        parameters.add(scope + ".bias", {size}, bias);
    }
}

} // namespace genserve::models
