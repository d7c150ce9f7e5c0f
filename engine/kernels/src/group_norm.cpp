#include "kernels/group_norm.h"
#include "on_cuda.h"

#include <ATen/ATen.h>

namespace genserve::kernels {
namespace {

at::Tensor normed(const at::Tensor& x, std::int64_t groups, const at::Tensor& weight, const at::Tensor& bias,
                  double eps, bool hasSilu)
{
    TORCH_CHECK(x.dim() == 4 && x.size(0) == 1 && groups > 0 && x.size(1) % groups == 0, "groupNorm: x ", x.sizes(),
                " must be [1, C, H, W] with C a multiple of ", groups, " groups");
    TORCH_CHECK(weight.numel() == x.size(1) && bias.numel() == x.size(1), "groupNorm: weight ", weight.sizes(),
                " and bias ", bias.sizes(), " must have C = ", x.size(1), " elements");
    if (x.is_cuda() && x.is_contiguous(at::MemoryFormat::ChannelsLast)) {
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

} // namespace genserve::kernels
