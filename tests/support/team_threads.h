// Members of a team, each on a thread of its own.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "kernels/team.h"

namespace genserve::test {

// Runs work(member) for each device's member on its own thread and waits for all. What it throws is returned as text,
// by rank. A thread's current device is the first one, as it is in every new thread.
std::vector<std::string> together(const std::vector<at::Device>& devices,
                                  const std::function<void(kernels::TeamMember&)>& work,
                                  std::chrono::milliseconds patience = kernels::Team::Patience);
// The same on the CPU.
std::vector<std::string> together(int members, const std::function<void(kernels::TeamMember&)>& work,
                                  std::chrono::milliseconds patience = kernels::Team::Patience);

} // namespace genserve::test
