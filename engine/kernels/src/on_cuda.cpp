#include "on_cuda.h"
#include "cuda/rows.h"

#include <initializer_list>
#include <limits>

#include <ATen/ATen.h>
#include <ATen/native/transformers/cuda/sdp_utils.h>
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

namespace genserve::kernels::on_cuda {
namespace {

// On one GPU, of one dtype that there are kernels for, and of sizes that their 32-bit numbers hold.
bool haveKernel(const at::Tensor& rows, std::initializer_list<at::Tensor> others)
{
    if (!rows.is_cuda() || (rows.scalar_type() != at::kFloat && rows.scalar_type() != at::kBFloat16)
        || rows.size(0) > std::numeric_limits<int>::max() || rows.size(1) > std::numeric_limits<int>::max() / 2) {
        return false;
    }
    for (const at::Tensor& other : others) {
        if (other.device() != rows.device() || other.scalar_type() != rows.scalar_type() || other.stride(-1) != 1) {
            return false;
        }
    }
    return true;
}

cuda::Shape shapeOf(const at::Tensor& rows)
{
    return {rows.size(0), rows.size(1),
            rows.scalar_type() == at::kBFloat16 ? cuda::Element::Bf16 : cuda::Element::Fp32};
}

cuda::Rows rowsOf(const at::Tensor& rows) { return {rows.mutable_data_ptr(), rows.stride(0)}; }

cuda::ConstRows constRowsOf(const at::Tensor& rows) { return {rows.const_data_ptr(), rows.stride(0)}; }

// Starts a kernel on the current stream of this tensor's device.
template <typename Start>
bool startFor(const at::Tensor& tensor, const Start& start)
{
    const c10::cuda::CUDAGuard guard(tensor.device());
    C10_CUDA_CHECK(start(c10::cuda::getCurrentCUDAStream().stream()));
    return true;
}

} // namespace

bool layerNormModulate(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift, const at::Tensor& out,
                       double eps)
{
    return haveKernel(x, {scale, shift, out}) && startFor(x, [&](cudaStream_t stream) {
               return cuda::layerNormModulate(shapeOf(x), constRowsOf(x),
                                              {scale.const_data_ptr(), shift.const_data_ptr()}, rowsOf(out),
                                              static_cast<float>(eps), stream);
           });
}

bool gatedResidual_(const at::Tensor& x, const at::Tensor& gate, const at::Tensor& y)
{
    return haveKernel(x, {gate, y}) && startFor(x, [&](cudaStream_t stream) {
               return cuda::gatedResidual(shapeOf(x), rowsOf(x), gate.const_data_ptr(), constRowsOf(y), stream);
           });
}

bool gatedResidualNorm_(const at::Tensor& x, const at::Tensor& gate, const at::Tensor& y, const at::Tensor& scale,
                        const at::Tensor& shift, const at::Tensor& out, double eps)
{
    return haveKernel(x, {gate, y, scale, shift, out}) && startFor(x, [&](cudaStream_t stream) {
               return cuda::gatedResidualNorm(shapeOf(x), rowsOf(x), gate.const_data_ptr(), constRowsOf(y),
                                              {scale.const_data_ptr(), shift.const_data_ptr()}, rowsOf(out),
                                              static_cast<float>(eps), stream);
           });
}

bool geluTanh_(const at::Tensor& x)
{
    return haveKernel(x, {})
           && startFor(x, [&](cudaStream_t stream) { return cuda::geluTanh(shapeOf(x), rowsOf(x), stream); });
}

bool qkNormRope_(const at::Tensor& qkv, const at::Tensor& normQ, const at::Tensor& normK, const at::Tensor& cos,
                 const at::Tensor& sin, double eps)
{
    const at::Tensor rows = qkv.flatten(1); // [L, 3 * H * D]
    const auto isAngle = [&](const at::Tensor& angle) {
        return angle.device() == qkv.device() && angle.scalar_type() == at::kFloat && angle.is_contiguous();
    };
    if (!isAngle(cos) || !isAngle(sin) || !haveKernel(rows, {normQ, normK})) {
        return false;
    }
    const cuda::QkHeads heads{qkv.size(2),
                              qkv.size(3),
                              normQ.const_data_ptr(),
                              normK.const_data_ptr(),
                              cos.const_data_ptr<float>(),
                              sin.const_data_ptr<float>()};
    return startFor(qkv, [&](cudaStream_t stream) {
        return cuda::qkNormRope(shapeOf(rows), rowsOf(rows), heads, static_cast<float>(eps), stream);
    });
}

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v)
{
    if (!q.is_cuda() || !sdp::can_use_cudnn_attention({q, k, v, {}, 0.0, false, false}, false)) {
        return {};
    }
    return std::get<0>(at::_scaled_dot_product_cudnn_attention(q, k, v, {}, /*compute_log_sumexp=*/false));
}

} // namespace genserve::kernels::on_cuda
