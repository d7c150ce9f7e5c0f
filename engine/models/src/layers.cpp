#include "layers.h"

#include <algorithm>

#include <ATen/ATen.h>

#include "kernels/gelu_tanh.h"

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

void Linear::quantizeOnLoad(weights::Parameters& parameters)
{
    parameters.quantize(weight, {.numbers = &quantized.numbers, .factors = &quantized.scales, .quantize = [this] {
                                     quantized = kernels::quantizeRows(weight);
                                     weight.reset();
                                 }});
}

std::int64_t Linear::inputs() const { return weight.defined() ? weight.size(1) : quantized.numbers.size(1); }

std::int64_t Linear::outputs() const { return weight.defined() ? weight.size(0) : quantized.numbers.size(0); }

at::Tensor Linear::forward(const at::Tensor& x) const
{
    const at::Tensor out = at::empty({x.size(0), outputs()}, x.options());
    forwardTo(out, x);
    return out;
}

void Linear::forwardTo(const at::Tensor& out, const at::Tensor& x, kernels::Activation activation) const
{
    forwardRowsTo(out, x, 0, activation);
}

void Linear::forwardRowsTo(const at::Tensor& out, const at::Tensor& x, std::int64_t firstRow,
                           kernels::Activation activation) const
{
    const at::Tensor seen = x.narrow(1, 0, inputs());
    const auto rowsOf = [&](const at::Tensor& t) { return t.defined() ? t.narrow(0, firstRow, out.size(1)) : t; };
    // Branches are added before the activation, so that it can't be part of the product.
    const auto within = branches.empty() ? activation : kernels::Activation::None;
    if (weight.defined()) {
        kernels::linear(seen, rowsOf(weight), rowsOf(bias), out, within);
    } else {
        forwardRowsTo(out, LinearInput{{}, kernels::quantizeRows(seen)}, firstRow, within);
    }
    if (!branches.empty()) {
        addBranches(out, x, firstRow);
        if (activation == kernels::Activation::GeluTanh) {
            kernels::geluTanh_(out);
        }
    }
}

void Linear::forwardTo(const at::Tensor& out, const LinearInput& x, kernels::Activation activation) const
{
    forwardRowsTo(out, x, 0, activation);
}

void Linear::forwardRowsTo(const at::Tensor& out, const LinearInput& x, std::int64_t firstRow,
                           kernels::Activation activation) const
{
    if (x.rows.defined()) {
        forwardRowsTo(out, x.rows, firstRow, activation);
        return;
    }
    const auto rowsOf = [&](const at::Tensor& t) { return t.defined() ? t.narrow(0, firstRow, out.size(1)) : t; };
    kernels::linear(x.numbers, {rowsOf(quantized.numbers), rowsOf(quantized.scales)}, rowsOf(bias), out, activation);
}

void Linear::addBranches(const at::Tensor& out, const at::Tensor& x, std::int64_t firstRow) const
{
    const auto dtype = x.scalar_type();
    for (const auto& branch : branches) {
        const std::int64_t first = std::max(branch.firstRow - firstRow, std::int64_t{0});
        const std::int64_t last = std::min(branch.firstRow - firstRow + branch.up.size(0), out.size(1));
        if (first >= last) {
            continue;
        }
        const std::int64_t skipped = first + firstRow - branch.firstRow; // rows of `up` before out's first column
        at::Tensor columns = out.narrow(1, first, last - first);
        const at::Tensor inner = at::mm(x.narrow(1, 0, branch.down.size(1)), branch.down.to(dtype).t()); // [L, r]
        columns.addmm_(inner, branch.up.narrow(0, skipped, last - first).to(dtype).t(), 1, branch.scale);
        if (branch.bias.defined()) {
            columns.add_(branch.bias.narrow(0, skipped, last - first).to(dtype), branch.scale);
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
