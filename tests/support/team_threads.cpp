#include "team_threads.h"

#include <exception>
#include <memory>
#include <thread>

#include <ATen/Parallel.h>

namespace genserve::test {

std::vector<std::string> together(int members, const std::function<void(kernels::TeamMember&)>& work,
                                  std::chrono::milliseconds patience)
{
    return together(std::vector<at::Device>(static_cast<std::size_t>(members), at::kCPU), work, patience);
}

std::vector<std::string> together(const std::vector<at::Device>& devices,
                                  const std::function<void(kernels::TeamMember&)>& work,
                                  std::chrono::milliseconds patience)
{
    const auto team = std::make_shared<kernels::Team>(devices, patience);
    const auto members = static_cast<int>(devices.size());
    std::vector<std::string> faults(devices.size());
    const int poolThreads = at::get_num_threads();
    at::set_num_threads(1); // the members are threads enough
    std::vector<std::jthread> threads;
    for (int rank = 0; rank < members; ++rank) {
        threads.emplace_back([&, rank] {
            try {
                kernels::TeamMember member(team, rank);
                work(member);
            } catch (const std::exception& fault) {
                faults[static_cast<std::size_t>(rank)] = fault.what();
            }
        });
    }
    threads.clear();
    at::set_num_threads(poolThreads);
    return faults;
}

} // namespace genserve::test
