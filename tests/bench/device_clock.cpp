#include "device_clock.h"

#include <algorithm>

#include <ATen/cuda/CUDAEvent.h>
#include <c10/cuda/CUDAFunctions.h>

namespace genserve::bench {

Times timeOnDevice(const std::function<void()>& work, int warmups, int repeats)
{
    for (int i = 0; i < warmups; ++i) {
        work();
    }
    c10::cuda::device_synchronize();
    std::vector<at::cuda::CUDAEvent> marks;
    for (int i = 0; i <= repeats; ++i) {
        marks.emplace_back(cudaEventDefault);
    }
    marks[0].record();
    for (std::size_t i = 1; i < marks.size(); ++i) {
        work();
        marks[i].record();
    }
    c10::cuda::device_synchronize();
    std::vector<double> times;
    for (std::size_t i = 1; i < marks.size(); ++i) {
        times.push_back(marks[i - 1].elapsed_time(marks[i]));
    }
    std::ranges::sort(times);
    return {times[times.size() / 2], times.front(), times.back()};
}

} // namespace genserve::bench
