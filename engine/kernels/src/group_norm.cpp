#include "kernels/group_norm.h"
#include "on_cuda.h"

#include <ATen/ATen.h>

namespace genserve::kernels {
namespace {

void checkMap(const at::Tensor& x, std::int64_t groups)
{
    TORCH_CHECK(x.dim() == 4 && x.size(0) == 1 && groups > 0 && x.size(1) % groups == 0, "groupNorm: x ", x.sizes(),
                " must be [1, C, H, W] with C a multiple of ", groups, " groups");
}

void checkWeights(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias)
{
    TORCH_CHECK(weight.numel() == x.size(1) && bias.numel() == x.size(1), "groupNorm: weight ", weight.sizes(),
                " and bias ", bias.sizes(), " must have C = ", x.size(1), " elements");
}

bool hasCellsTogether(const at::Tensor& x) { return x.is_cuda() && x.is_contiguous(at::MemoryFormat::ChannelsLast); }

at::Tensor normed(const at::Tensor& x, std::int64_t groups, const at::Tensor& weight, const at::Tensor& bias,
                  double eps, bool hasSilu)
{
    checkMap(x, groups);
    checkWeights(x, weight, bias);
    if (hasCellsTogether(x)) {
        at::Tensor out = at::empty_like(x, x.options(), at::MemoryFormat::ChannelsLast);
        if (on_cuda::groupNorm(x, groups, weight, bias, eps, hasSilu, out)) {
            return out;
        }
    }
    at::Tensor out = at::group_norm(x, groups, weight, bias, eps);
    return hasSilu ? at::silu_(out) : out;
}

} // namespace

at::Tensor groupNorm(const at::Tensor& x, std::int64_t groups, const at::Tensor& weight, const at::Tensor& bias,
                     double eps)
{
    return normed(x, groups, weight, bias, eps, false);
}

at::Tensor groupNormSilu(const at::Tensor& x, std::int64_t groups, const at::Tensor& weight, const at::Tensor& bias,
                         double eps)
{
    return normed(x, groups, weight, bias, eps, true);
}

at::Tensor groupMoments(const at::Tensor& x, std::int64_t groups)
{
    checkMap(x, groups);
    const at::Tensor moments = at::empty({2, groups}, x.options().dtype(at::kFloat).memory_format(std::nullopt));
    if (!hasCellsTogether(x) || !on_cuda::groupMoments(x, groups, moments)) {
        const at::Tensor cells = x.reshape({groups, -1}).to(at::kFloat);
        const auto [var, mean] = at::var_mean(cells, at::IntArrayRef{1}, /*unbiased=*/false);
        moments[0].copy_(mean);
        moments[1].copy_(var);
    }
    return moments;
}

void groupNormSiluTo(const at::Tensor& out, const at::Tensor& x, const at::Tensor& moments, const at::Tensor& shares,
                     const at::Tensor& weight, const at::Tensor& bias, double eps)
{
    const std::int64_t parts = shares.size(0), groups = moments.size(2);
    checkMap(x, groups);
    checkWeights(x, weight, bias);
    TORCH_CHECK(
        moments.sizes() == at::IntArrayRef({parts, 2, groups}) && moments.is_contiguous() && out.sizes() == x.sizes(),
        "groupNormSiluTo: moments ", moments.sizes(), " of ", parts, " parts, x ", x.sizes(), " to ", out.sizes());
    if (hasCellsTogether(x) && hasCellsTogether(out)
        && on_cuda::groupNormSiluTo(out, x, moments, shares, weight, bias, eps)) {
        return;
    }
    // Of parts to that of the whole (Chan et al.), in fp64.
    const at::Tensor means = moments.select(1, 0).to(at::kDouble), weights = shares.to(at::kDouble).unsqueeze(1);
    const at::Tensor mean = (weights * means).sum(0);
    const at::Tensor var = (weights * (moments.select(1, 1) + (means - mean).square())).sum(0);
    const std::int64_t each = x.size(1) / groups;
    const at::Tensor factor = at::rsqrt(var + eps).repeat_interleave(each) * weight.to(at::kDouble);
    const at::Tensor offset = bias.to(at::kDouble) - mean.repeat_interleave(each) * factor;
    const auto perChannel = [](const at::Tensor& t) { return t.to(at::kFloat).view({1, -1, 1, 1}); };
    out.copy_(at::silu_(at::mul(x, perChannel(factor)).add_(perChannel(offset))));
}

} // namespace genserve::kernels
