#include "team_timeline.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>

#include <c10/cuda/CUDAFunctions.h>
#include <torch/csrc/autograd/profiler_kineto.h>

namespace genserve::bench {
namespace {

const char* purposeOf(const std::string& name)
{
    const std::pair<const char*, const char*> purposes[] = {
        {"awaitKernel", "waiting"}, {"signalKernel", "exchange"}, {"giveHeads", "exchange"}, {"giveRows", "exchange"},
        {"cudnn", "attention"},     {"sdpa", "attention"},        {"flash", "attention"},    {"nvjet", "products"},
        {"gemm", "products"},       {"cutlass", "products"},
    };
    const auto found =
        std::ranges::find_if(purposes, [&](const auto& p) { return name.find(p.first) != std::string::npos; });
    return found == std::end(purposes) ? "norms and residuals" : found->second;
}

} // namespace

void TeamTimeline::record(int rank, const std::function<void()>& work)
{
    namespace profiler = torch::autograd::profiler;
    namespace impl = torch::profiler::impl;
    const impl::ProfilerConfig config(impl::ProfilerState::KINETO);
    const std::set<impl::ActivityType> activities{impl::ActivityType::CPU, impl::ActivityType::CUDA};
    c10::cuda::device_synchronize();
    if (rank == 0) {
        profiler::prepareProfiler(config, activities);
        profiler::enableProfiler(config, activities);
    }
    m_meeting.arrive_and_wait();
    work();
    c10::cuda::device_synchronize();
    m_meeting.arrive_and_wait();
    if (rank == 0) {
        const auto result = profiler::disableProfiler();
        constexpr double Micro = 1e-3;
        for (const auto& event : result->events()) {
            if (event.deviceType() == c10::DeviceType::CUDA) {
                m_kernels.push_back({event.deviceIndex(), static_cast<double>(event.startNs()) * Micro,
                                     static_cast<double>(event.durationNs()) * Micro, event.name()});
            }
        }
        std::ranges::sort(m_kernels, {}, &Kernel::start);
        const double first = m_kernels.empty() ? 0 : m_kernels.front().start;
        std::ranges::for_each(m_kernels, [first](Kernel& kernel) { kernel.start -= first; });
    }
    m_meeting.arrive_and_wait();
}

void TeamTimeline::print(const std::string& file) const
{
    std::ofstream lines(file);
    std::map<std::pair<int, std::string>, std::pair<int, double>> sums;
    std::map<int, double> ends;
    for (const Kernel& kernel : m_kernels) {
        lines << kernel.device << ',' << kernel.start << ',' << kernel.length << ',' << kernel.name.substr(0, 70)
              << '\n';
        auto& sum = sums[{kernel.device, purposeOf(kernel.name)}];
        ++sum.first;
        sum.second += kernel.length;
        ends[kernel.device] = std::max(ends[kernel.device], kernel.start + kernel.length);
    }
    for (const auto& [key, sum] : sums) {
        std::printf("  device %d %-20s %4d kernels %8.2f ms\n", key.first, key.second.c_str(), sum.first,
                    sum.second * 1e-3);
    }
    for (const auto& [device, end] : ends) {
        std::printf("  device %d ends after %.2f ms\n", device, end * 1e-3);
    }
    std::fflush(stdout);
}

} // namespace genserve::bench
