#include "weights/torch_error.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

namespace genserve::weights {

Error torchError(const c10::Error& error)
{
    const std::string_view all(error.what_without_backtrace());
    std::string line(all.substr(0, all.find('\n')));
    const auto mentions = [&](std::initializer_list<std::string_view> words) {
        return std::ranges::any_of(words, [&](auto word) { return line.find(word) != std::string::npos; });
    };
    if (dynamic_cast<const c10::OutOfMemoryError*>(&error) != nullptr
        || mentions({"DefaultCPUAllocator", "not enough memory", "can't allocate memory", "CUDA error: out of memory",
                     "CUBLAS_STATUS_ALLOC_FAILED", "CUDNN_STATUS_ALLOC_FAILED"})) {
        return {ErrorCode::OutOfMemory, "not enough memory: " + line, {}};
    }
    const bool isDeviceFault = mentions({"CUDA error", "CUBLAS_STATUS", "CUDNN_STATUS"});
    return {isDeviceFault ? ErrorCode::DeviceFault : ErrorCode::Internal, std::move(line), {}};
}

} // namespace genserve::weights
