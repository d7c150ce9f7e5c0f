// The marketing name of an NVIDIA GPU, through the driver's management library where it is installed.
#pragma once

#include <string>

namespace genserve::runtime {

// Empty when the library or the device is missing. Loads libnvidia-ml.so.1 on the first call.
std::string gpuName(int index);

// The driver's version, e.g. "580.159.04"; empty without one.
std::string driverVersion();

} // namespace genserve::runtime
