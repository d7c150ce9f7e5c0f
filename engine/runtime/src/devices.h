// Which devices this process can compute on.
#pragma once

#include <cstdint>
#include <string>

#include <c10/core/Device.h>

#include "base/error.h"

namespace genserve::runtime {

// "cpu" or "cuda:N" ("cuda" = "cuda:0") as a usable device. InvalidArgument for other words, NotFound with the usable
// devices and the reason when it is not there.
Expected<c10::Device> findDevice(const std::string& name);

// The processor's or GPU's name for people.
std::string deviceTitle(c10::Device device);

// See Engine::takePeakMemory().
std::int64_t takePeakMemory(c10::Device device);

} // namespace genserve::runtime
