// The layers that every network here is made of, and how they declare their weights.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "kernels/linear.h"
#include "kernels/quantized_rows.h"
#include "weights/low_rank.h"
#include "weights/parameters.h"

namespace genserve::models {

// What a linear layer multiplies: rows, or 8-bit numbers where their maker could write these instead.
struct LinearInput {
    at::Tensor rows;
    kernels::QuantizedRows numbers; // where rows is undefined

    [[nodiscard]] bool isDefined() const { return rows.defined() || numbers.numbers.defined(); }
};

// torch.nn.Linear. weight [out, in], bias [out] or undefined.
struct Linear {
    at::Tensor weight, bias;
    kernels::QuantizedRows quantized;       // instead of weight, after quantizeOnLoad()
    std::vector<weights::LowRank> branches; // LoRAs that act now, see weights/low_rank.h

    void declare(weights::Parameters& parameters, const std::string& scope, std::int64_t in, std::int64_t out,
                 bool hasBias = true);
    // Several linears over one input as one: the rows of outs[i] come from scopes[i].
    void declareStacked(weights::Parameters& parameters, const std::vector<std::string>& scopes, std::int64_t in,
                        const std::vector<std::int64_t>& outs, bool hasBias = true);

    // A load will leave the weight as 8-bit numbers, half the memory, and every x is quantised while it is multiplied.
    // The layer must stay at its address until the load has returned.
    void quantizeOnLoad(weights::Parameters& parameters);

    [[nodiscard]] std::int64_t inputs() const;
    [[nodiscard]] std::int64_t outputs() const;

    // x [L, in], any row stride -> [L, out]. x may be wider: the weight sees its first columns, branches see all.
    [[nodiscard]] at::Tensor forward(const at::Tensor& x) const;
    // The same, written to out, any row stride.
    void forwardTo(const at::Tensor& out, const at::Tensor& x,
                   kernels::Activation activation = kernels::Activation::None) const;
    // Some outputs of stacked linears alone: as many as out has columns, from firstRow of the weight.
    void forwardRowsTo(const at::Tensor& out, const at::Tensor& x, std::int64_t firstRow,
                       kernels::Activation activation = kernels::Activation::None) const;

    // Whether x may come as 8-bit numbers: the weight is such, and no branch wants x itself.
    [[nodiscard]] bool takesNumbers() const { return quantized.numbers.defined() && branches.empty(); }
    void forwardTo(const at::Tensor& out, const LinearInput& x,
                   kernels::Activation activation = kernels::Activation::None) const;
    void forwardRowsTo(const at::Tensor& out, const LinearInput& x, std::int64_t firstRow,
                       kernels::Activation activation = kernels::Activation::None) const;

private:
    // firstRow: which row of the weight out's first column comes from.
    void addBranches(const at::Tensor& out, const at::Tensor& x, std::int64_t firstRow) const;
};

// torch.nn.Conv2d with a square kernel.
struct Conv2d {
    at::Tensor weight, bias;

    void declare(weights::Parameters& parameters, const std::string& scope, std::int64_t in, std::int64_t out,
                 std::int64_t kernel);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x, std::int64_t stride = 1, std::int64_t padding = 1) const;
};

// torch.nn.LayerNorm, GroupNorm or RMSNorm's weights. bias undefined where there is none.
struct NormWeights {
    at::Tensor weight, bias;

    void declare(weights::Parameters& parameters, const std::string& scope, std::int64_t size, bool hasBias);
};

} // namespace genserve::models
