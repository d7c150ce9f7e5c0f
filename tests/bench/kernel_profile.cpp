#include "kernel_profile.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include <c10/cuda/CUDAFunctions.h>
#include <torch/csrc/autograd/profiler_kineto.h>

namespace genserve::bench {

void printKernels(const std::function<void()>& work)
{
    namespace profiler = torch::autograd::profiler;
    namespace impl = torch::profiler::impl;
    const impl::ProfilerConfig config(impl::ProfilerState::KINETO);
    const std::set<impl::ActivityType> activities{impl::ActivityType::CPU, impl::ActivityType::CUDA};
    profiler::prepareProfiler(config, activities);
    profiler::enableProfiler(config, activities);
    work();
    c10::cuda::device_synchronize();
    const auto result = profiler::disableProfiler();

    struct Sum {
        std::int64_t calls = 0, nanoseconds = 0;
    };
    std::map<std::string, Sum> sums;
    std::uint64_t first = UINT64_MAX, last = 0;
    std::int64_t all = 0;
    for (const auto& event : result->events()) {
        if (event.deviceType() != c10::DeviceType::CUDA) {
            continue;
        }
        const auto duration = static_cast<std::int64_t>(event.durationNs());
        auto& sum = sums[event.name()];
        ++sum.calls;
        sum.nanoseconds += duration;
        all += duration;
        first = std::min(first, static_cast<std::uint64_t>(event.startNs()));
        last = std::max(last, static_cast<std::uint64_t>(event.endNs()));
    }
    std::vector<std::pair<std::string, Sum>> sorted(sums.begin(), sums.end());
    std::ranges::sort(sorted, [](const auto& a, const auto& b) { return a.second.nanoseconds > b.second.nanoseconds; });
    for (const auto& [name, sum] : sorted) {
        std::printf("%9.3f ms %5lld  %.150s\n", static_cast<double>(sum.nanoseconds) / 1e6,
                    static_cast<long long>(sum.calls), name.c_str());
    }
    std::printf("%9.3f ms in kernels, %.3f ms from the first to the last\n", static_cast<double>(all) / 1e6,
                static_cast<double>(last - first) / 1e6);
}

} // namespace genserve::bench
