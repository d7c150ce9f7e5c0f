#include "on_cuda.h"
#include "cuda/matmul.h"
#include "cuda/rows.h"

#include <initializer_list>
#include <limits>

#include <ATen/ATen.h>
#include <ATen/cuda/CUDAContextLight.h>
#include <ATen/cuda/Exceptions.h>
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

// A channels-last feature map as rows: [H * W, C].
at::Tensor cellsOf(const at::Tensor& map) { return map.permute({0, 2, 3, 1}).reshape({-1, map.size(1)}); }

// haveKernel() for channels-last feature maps and what belongs to their channels.
bool haveMapKernel(const at::Tensor& x, std::initializer_list<at::Tensor> others, const at::Tensor& out)
{
    const at::Tensor cells = cellsOf(x);
    return x.numel() > 0 && haveKernel(cells, others) && haveKernel(cells, {cellsOf(out)})
           && cuda::canMoveCells(shapeOf(cells), x.const_data_ptr(), out.mutable_data_ptr());
}

at::Tensor floatsOn(const at::Tensor& tensor, std::int64_t count)
{
    return at::empty({count}, at::TensorOptions().dtype(at::kFloat).device(tensor.device()));
}

// Starts a kernel on the current stream of this tensor's device.
template <typename Start>
bool startFor(const at::Tensor& tensor, const Start& start)
{
    const c10::cuda::CUDAGuard guard(tensor.device());
    C10_CUDA_CHECK(start(c10::cuda::getCurrentCUDAStream().stream()));
    return true;
}

cuda::Matmul productOf(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& out,
                       bool hasGelu)
{
    return {x.size(0),
            x.size(1),
            weight.size(0),
            x.stride(0),
            weight.stride(0),
            out.stride(0),
            x.const_data_ptr(),
            weight.const_data_ptr(),
            bias.defined() ? bias.const_data_ptr() : nullptr,
            out.mutable_data_ptr(),
            hasGelu};
}

cuda::Matmul productOf(const QuantizedRows& x, const QuantizedRows& weight, const at::Tensor& bias,
                       const at::Tensor& out, bool hasGelu)
{
    cuda::Matmul product = productOf(x.numbers, weight.numbers, bias, out, hasGelu);
    product.xScales = x.scales.const_data_ptr<float>();
    product.weightScales = weight.scales.const_data_ptr<float>();
    return product;
}

// Of the current device and stream.
cuda::Workspace workspaceOfThread()
{
    return {at::cuda::getCurrentCUDABlasLtHandle(), at::cuda::getCUDABlasLtWorkspace(),
            at::cuda::getCUDABlasLtWorkspaceSize()};
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

bool linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& out,
            Activation activation)
{
    const bool hasGelu = activation == Activation::GeluTanh;
    if (x.scalar_type() != at::kBFloat16 || x.size(0) == 0 || (hasGelu && !bias.defined())
        || !haveKernel(x, {weight, out, bias.defined() ? bias : weight})) {
        return false;
    }
    const cuda::Matmul product = productOf(x, weight, bias, out, hasGelu);
    return startFor(x, [&](cudaStream_t stream) {
        TORCH_CUDABLAS_CHECK(cuda::matmul(product, workspaceOfThread(), stream));
        return cudaSuccess;
    });
}

// Asked of the library, as only some of the cards with e4m3 take a factor a row.
bool multipliesQuantizedRows(at::Device device)
{
    if (!device.is_cuda()) {
        return false;
    }
    constexpr std::int64_t Size = 1024;
    const auto options = at::TensorOptions().device(device);
    const QuantizedRows rows{at::empty({Size, Size}, options.dtype(at::kFloat8_e4m3fn)),
                             at::empty({Size}, options.dtype(at::kFloat))};
    const at::Tensor out = at::empty({Size, Size}, options.dtype(at::kBFloat16));
    const c10::cuda::CUDAGuard guard(out.device());
    return cuda::canMultiply(productOf(rows, rows, {}, out, false), workspaceOfThread());
}

bool quantizeRows(const at::Tensor& left, const at::Tensor& right, const QuantizedRows& result)
{
    if (!haveKernel(left, {right})) {
        return false;
    }
    cuda::Shape shape = shapeOf(left);
    shape.channels += right.size(1);
    return startFor(left, [&](cudaStream_t stream) {
        return cuda::quantizeRows(shape, constRowsOf(left), left.size(1), constRowsOf(right),
                                  result.numbers.mutable_data_ptr(), result.scales.mutable_data_ptr<float>(), stream);
    });
}

bool gatedResidualNormQuantized_(const at::Tensor& x, const at::Tensor& gate, const at::Tensor& y,
                                 const at::Tensor& scale, const at::Tensor& shift, const QuantizedRows& result,
                                 double eps)
{
    const bool hasBranch = y.defined();
    if (!haveKernel(x, {hasBranch ? gate : scale, hasBranch ? y : x, scale, shift})) {
        return false;
    }
    bool isSupported = true;
    startFor(x, [&](cudaStream_t stream) {
        const auto status = cuda::gatedResidualNormQuantized(
            shapeOf(x), rowsOf(x), hasBranch ? gate.const_data_ptr() : nullptr,
            hasBranch ? constRowsOf(y) : cuda::ConstRows{nullptr, 0}, {scale.const_data_ptr(), shift.const_data_ptr()},
            result.numbers.mutable_data_ptr(), result.scales.mutable_data_ptr<float>(), static_cast<float>(eps),
            stream);
        isSupported = status != cudaErrorNotSupported;
        return isSupported ? status : cudaSuccess;
    });
    return isSupported;
}

bool linear(const QuantizedRows& x, const QuantizedRows& weight, const at::Tensor& bias, const at::Tensor& out,
            Activation activation)
{
    if (x.numbers.size(0) == 0 || !haveKernel(out, {bias.defined() ? bias : out})
        || out.scalar_type() != at::kBFloat16) {
        return false;
    }
    const bool hasGelu = activation == Activation::GeluTanh;
    cuda::Matmul product = productOf(x, weight, bias, out, hasGelu && bias.defined());
    auto status = CUBLAS_STATUS_SUCCESS;
    startFor(out, [&](cudaStream_t stream) {
        status = cuda::matmul(product, workspaceOfThread(), stream);
        if (status == CUBLAS_STATUS_NOT_SUPPORTED && product.hasGelu) {
            product.hasGelu = false; // not every card has it in this epilogue
            status = cuda::matmul(product, workspaceOfThread(), stream);
        }
        return cudaSuccess;
    });
    if (status == CUBLAS_STATUS_NOT_SUPPORTED) {
        return false;
    }
    TORCH_CUDABLAS_CHECK(status);
    return product.hasGelu || !hasGelu || geluTanh_(out);
}

bool copyRows(const at::Tensor& out, const at::Tensor& x)
{
    return haveKernel(x, {out}) && startFor(x, [&](cudaStream_t stream) {
               return cuda::copyRows(shapeOf(x), constRowsOf(x), rowsOf(out), stream);
           });
}

bool groupNorm(const at::Tensor& x, std::int64_t groups, const at::Tensor& weight, const at::Tensor& bias, double eps,
               bool hasSilu, const at::Tensor& out)
{
    if (!haveMapKernel(x, {weight, bias}, out)) {
        return false;
    }
    const cuda::Shape shape = shapeOf(cellsOf(x));
    const at::Tensor scratch = floatsOn(x, cuda::groupNormScratch(shape));
    const cuda::GroupNorm norm{groups, weight.const_data_ptr(), bias.const_data_ptr(), static_cast<float>(eps),
                               hasSilu};
    return startFor(x, [&](cudaStream_t stream) {
        return cuda::groupNorm(shape, x.const_data_ptr(), norm, scratch.mutable_data_ptr<float>(),
                               out.mutable_data_ptr(), stream);
    });
}

bool groupMoments(const at::Tensor& x, std::int64_t groups, const at::Tensor& moments)
{
    if (!haveMapKernel(x, {}, x)) {
        return false;
    }
    const cuda::Shape shape = shapeOf(cellsOf(x));
    const at::Tensor scratch = floatsOn(x, cuda::groupNormScratch(shape));
    return startFor(x, [&](cudaStream_t stream) {
        return cuda::groupMoments(shape, x.const_data_ptr(), groups, scratch.mutable_data_ptr<float>(),
                                  moments.mutable_data_ptr<float>(), stream);
    });
}

bool groupNormSiluTo(const at::Tensor& out, const at::Tensor& x, const at::Tensor& moments, const at::Tensor& shares,
                     const at::Tensor& weight, const at::Tensor& bias, double eps)
{
    if (!haveMapKernel(x, {weight, bias}, out)) {
        return false;
    }
    const cuda::Shape shape = shapeOf(cellsOf(x));
    const at::Tensor scratch = floatsOn(x, 2 * x.size(1));
    const cuda::GroupNorm norm{moments.size(2), weight.const_data_ptr(), bias.const_data_ptr(), static_cast<float>(eps),
                               /*hasSilu=*/true};
    const cuda::PartMoments parts{moments.const_data_ptr<float>(), shares.const_data_ptr<float>(), shares.size(0)};
    return startFor(x, [&](cudaStream_t stream) {
        return cuda::groupNormOfParts(shape, x.const_data_ptr(), norm, parts, scratch.mutable_data_ptr<float>(),
                                      out.mutable_data_ptr(), stream);
    });
}

bool upsampleNearest2x(const at::Tensor& x, const at::Tensor& out)
{
    return haveMapKernel(x, {}, out) && startFor(x, [&](cudaStream_t stream) {
               return cuda::upsampleNearest2x(shapeOf(cellsOf(x)), x.size(3), x.const_data_ptr(),
                                              out.mutable_data_ptr(), stream);
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
