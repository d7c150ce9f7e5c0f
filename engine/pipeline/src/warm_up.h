// A first run of some layers beside the reading of others.
#pragma once

#include <functional>
#include <thread>

#include <c10/core/Device.h>

namespace genserve::pipeline {

// What CUDA's libraries load and choose when a kind of layer runs for the first time takes several tenths of a second,
// and no arithmetic: while weights travel it costs nothing.
class WarmUp {
public:
    // Starts the work on a thread of its own, in inference mode; on the CPU, where there is nothing to load, never.
    // It may use nothing that is changed meanwhile. Its faults are dropped: the real run will meet them, too.
    WarmUp(c10::Device device, std::function<void()> work);

private:
    std::jthread m_thread; // the destructor waits for it
};

} // namespace genserve::pipeline
