#include "measure_products.h"

#include <algorithm>

#include <ATen/ATen.h>
#include <ATen/cuda/CUDAEvent.h>
#include <c10/cuda/CUDAStream.h>

namespace genserve::kernels::on_cuda {
namespace {

constexpr int MostProposals = 16;
constexpr int Rounds = 24; // each runs every candidate once, so that all see the same clocks

struct Candidate {
    cublasLtMatmulAlgo_t algorithm;
    int index;
    bool isEqual;
    std::vector<float> times; // ms
};

double medianUs(std::vector<float> times)
{
    std::ranges::sort(times);
    return times.empty() ? 0 : static_cast<double>(times[times.size() / 2]) * 1000;
}

std::vector<Candidate> candidatesFor(const cuda::Matmul& product, const cuda::Workspace& workspace, cudaStream_t stream,
                                     const at::Tensor& out)
{
    std::vector<Candidate> candidates;
    at::Tensor first;
    int index = 0;
    for (const auto& algorithm : cuda::proposals(product, workspace, MostProposals)) {
        if (cuda::matmul(product, workspace, stream, algorithm) == CUBLAS_STATUS_SUCCESS) {
            first = first.defined() ? first : out.clone();
            candidates.push_back({algorithm, index, at::equal(out, first), {}});
        }
        ++index;
    }
    return candidates;
}

} // namespace

TunedProduct measureProduct(const cuda::Matmul& product, const cuda::Workspace& workspace, cudaStream_t stream,
                            const at::Tensor& out)
{
    auto candidates = candidatesFor(product, workspace, stream, out);
    TunedProduct found{
        product.rows, product.inputs, product.outputs, product.xScales != nullptr, product.hasGelu, 0, 0, 0, 0, 0, 0};
    if (candidates.empty()) {
        return found;
    }
    for (int round = 0; round < Rounds; ++round) {
        std::vector<at::cuda::CUDAEvent> marks;
        for (std::size_t i = 0; i <= candidates.size(); ++i) {
            marks.emplace_back(cudaEventDefault);
        }
        marks[0].record();
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            cuda::matmul(product, workspace, stream, candidates[i].algorithm);
            marks[i + 1].record();
        }
        marks.back().synchronize();
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            candidates[i].times.push_back(marks[i].elapsed_time(marks[i + 1]));
        }
    }
    const auto fastest = [&](auto... isWanted) {
        const Candidate* best = &candidates.front();
        for (const Candidate& candidate : candidates) {
            if ((isWanted(candidate) && ...) && medianUs(candidate.times) < medianUs(best->times)) {
                best = &candidate;
            }
        }
        return best;
    };
    const Candidate* const chosen = fastest([](const Candidate& candidate) { return candidate.isEqual; });
    cuda::keep(product, chosen->algorithm);
    found.proposals = static_cast<int>(candidates.size());
    found.equal = static_cast<int>(std::ranges::count(candidates, true, &Candidate::isEqual));
    found.chosen = chosen->index;
    found.firstUs = medianUs(candidates.front().times);
    found.chosenUs = medianUs(chosen->times);
    found.fastestUs = medianUs(fastest()->times);
    return found;
}

} // namespace genserve::kernels::on_cuda
