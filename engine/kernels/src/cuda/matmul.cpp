#include "matmul.h"

#include <array>
#include <map>
#include <memory>

namespace genserve::kernels::cuda {
namespace {

// One of cuBLASLt's descriptors; null if it could not be made.
template <typename Handle, cublasStatus_t (*Destroy)(Handle)>
struct Deleter {
    void operator()(Handle handle) const { Destroy(handle); }
};
template <typename Handle, cublasStatus_t (*Destroy)(Handle)>
using Owned = std::unique_ptr<std::remove_pointer_t<Handle>, Deleter<Handle, Destroy>>;
using Operation = Owned<cublasLtMatmulDesc_t, cublasLtMatmulDescDestroy>;
using Layout = Owned<cublasLtMatrixLayout_t, cublasLtMatrixLayoutDestroy>;
using Preference = Owned<cublasLtMatmulPreference_t, cublasLtMatmulPreferenceDestroy>;

// cuBLASLt sees every matrix transposed, as columns: out^T [outputs, rows] = weight [outputs, inputs] x^T.
struct Description {
    Operation operation;
    Layout weight, x, out;

    explicit operator bool() const { return operation && weight && x && out; }
};

template <typename Value>
bool set(cublasLtMatmulDesc_t operation, cublasLtMatmulDescAttributes_t name, Value value)
{
    return cublasLtMatmulDescSetAttribute(operation, name, &value, sizeof value) == CUBLAS_STATUS_SUCCESS;
}

Layout layoutOf(cudaDataType_t type, std::int64_t rows, std::int64_t columns, std::int64_t stride)
{
    cublasLtMatrixLayout_t layout = nullptr;
    cublasLtMatrixLayoutCreate(&layout, type, static_cast<std::uint64_t>(rows), static_cast<std::uint64_t>(columns),
                               stride);
    return Layout(layout);
}

Description describe(const Matmul& product)
{
    cublasLtMatmulDesc_t made = nullptr;
    cublasLtMatmulDescCreate(&made, CUBLAS_COMPUTE_32F, CUDA_R_32F);
    Operation operation(made);
    bool isSet = operation != nullptr && set(operation.get(), CUBLASLT_MATMUL_DESC_TRANSA, CUBLAS_OP_T);
    if (isSet && product.bias != nullptr) {
        isSet = set(operation.get(), CUBLASLT_MATMUL_DESC_EPILOGUE,
                    product.hasGelu ? CUBLASLT_EPILOGUE_GELU_BIAS : CUBLASLT_EPILOGUE_BIAS)
                && set(operation.get(), CUBLASLT_MATMUL_DESC_BIAS_POINTER, product.bias);
    }
    const bool isE4m3 = product.xScales != nullptr;
    if (isSet && isE4m3) {
        // Fast accumulation rounds partial sums to fewer bits than fp32 has, which is far below e4m3's own error.
        isSet = set(operation.get(), CUBLASLT_MATMUL_DESC_A_SCALE_MODE, CUBLASLT_MATMUL_MATRIX_SCALE_OUTER_VEC_32F)
                && set(operation.get(), CUBLASLT_MATMUL_DESC_B_SCALE_MODE, CUBLASLT_MATMUL_MATRIX_SCALE_OUTER_VEC_32F)
                && set(operation.get(), CUBLASLT_MATMUL_DESC_A_SCALE_POINTER, product.weightScales)
                && set(operation.get(), CUBLASLT_MATMUL_DESC_B_SCALE_POINTER, product.xScales)
                && set(operation.get(), CUBLASLT_MATMUL_DESC_FAST_ACCUM, std::int8_t{1});
    }
    if (!isSet) {
        return {};
    }
    const auto type = isE4m3 ? CUDA_R_8F_E4M3 : CUDA_R_16BF;
    return {std::move(operation), layoutOf(type, product.inputs, product.outputs, product.weightStride),
            layoutOf(type, product.inputs, product.rows, product.xStride),
            layoutOf(CUDA_R_16BF, product.outputs, product.rows, product.outStride)};
}

// The algorithm depends on these alone; the largest power of two that divides all addresses is one of them.
std::array<std::int64_t, 10> keyOf(const Matmul& product)
{
    constexpr std::uintptr_t BestAlignment = 256;
    const auto addresses = reinterpret_cast<std::uintptr_t>(product.x)
                           | reinterpret_cast<std::uintptr_t>(product.weight)
                           | reinterpret_cast<std::uintptr_t>(product.out)
                           | reinterpret_cast<std::uintptr_t>(product.bias) | BestAlignment;
    int device = 0;
    cudaGetDevice(&device);
    const int epilogue = product.bias == nullptr ? 0 : product.hasGelu ? 2 : 1;
    return {product.rows,
            product.inputs,
            product.outputs,
            product.xStride,
            product.weightStride,
            product.outStride,
            static_cast<std::int64_t>(addresses & (~addresses + 1)),
            epilogue,
            device,
            product.xScales != nullptr};
}

cublasStatus_t propose(const Description& description, const Matmul& product, const Workspace& workspace,
                       cublasLtMatmulAlgo_t& algorithm)
{
    cublasLtMatmulPreference_t made = nullptr;
    cublasLtMatmulPreferenceCreate(&made);
    const Preference preference(made);
    const auto setPreference = [&](cublasLtMatmulPreferenceAttributes_t name, const auto& value) {
        cublasLtMatmulPreferenceSetAttribute(preference.get(), name, &value, sizeof value);
    };
    const auto alignment = static_cast<std::uint32_t>(keyOf(product)[6]);
    setPreference(CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, workspace.bytes);
    setPreference(CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES, alignment);
    setPreference(CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES, alignment);
    setPreference(CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES, alignment);
    setPreference(CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES, alignment);
    cublasLtMatmulHeuristicResult_t result{};
    int found = 0;
    const auto status = cublasLtMatmulAlgoGetHeuristic(
        workspace.handle, description.operation.get(), description.weight.get(), description.x.get(),
        description.out.get(), description.out.get(), preference.get(), 1, &result, &found);
    algorithm = result.algo;
    return status == CUBLAS_STATUS_SUCCESS && found == 0 ? CUBLAS_STATUS_NOT_SUPPORTED : status;
}

} // namespace

bool canMultiply(const Matmul& product, const Workspace& workspace)
{
    const Description description = describe(product);
    cublasLtMatmulAlgo_t algorithm;
    return description && propose(description, product, workspace, algorithm) == CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t matmul(const Matmul& product, const Workspace& workspace, cudaStream_t stream)
{
    const Description description = describe(product);
    if (!description) {
        return CUBLAS_STATUS_ALLOC_FAILED;
    }
    thread_local std::map<std::array<std::int64_t, 10>, cublasLtMatmulAlgo_t> algorithms;
    const auto key = keyOf(product);
    auto known = algorithms.find(key);
    if (known == algorithms.end()) {
        cublasLtMatmulAlgo_t algorithm;
        if (const auto status = propose(description, product, workspace, algorithm); status != CUBLAS_STATUS_SUCCESS) {
            return status;
        }
        known = algorithms.emplace(key, algorithm).first;
    }
    const float one = 1, zero = 0;
    return cublasLtMatmul(workspace.handle, description.operation.get(), &one, product.weight, description.weight.get(),
                          product.x, description.x.get(), &zero, product.out, description.out.get(), product.out,
                          description.out.get(), &known->second, workspace.data, workspace.bytes, stream);
}

} // namespace genserve::kernels::cuda
