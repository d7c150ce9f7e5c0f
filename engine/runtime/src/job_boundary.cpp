#include "job_boundary.h"

#include <exception>
#include <new>
#include <string>
#include <string_view>

#include <c10/util/Exception.h>

namespace genserve::runtime {
namespace {

std::string firstLine(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

Error outOfMemory(std::string detail)
{
    return Error{ErrorCode::OutOfMemory, "not enough memory: " + std::move(detail), {}};
}

} // namespace

Error currentExceptionAsError()
{
    try {
        throw;
    } catch (const c10::OutOfMemoryError& error) {
        return outOfMemory(firstLine(error.what_without_backtrace()));
    } catch (const c10::Error& error) {
        const std::string text = firstLine(error.what_without_backtrace());
        // libtorch's CPU allocator throws a plain c10::Error.
        if (text.find("DefaultCPUAllocator") != std::string::npos) {
            return outOfMemory(text);
        }
        const bool isDeviceFault = text.find("CUDA error") != std::string::npos
                                   || text.find("CUBLAS_STATUS") != std::string::npos
                                   || text.find("CUDNN_STATUS") != std::string::npos;
        return Error{isDeviceFault ? ErrorCode::DeviceFault : ErrorCode::Internal, text, {}};
    } catch (const std::bad_alloc&) {
        return outOfMemory("the system refused an allocation");
    } catch (const std::exception& error) {
        return Error{ErrorCode::Internal, firstLine(error.what()), {}};
    } catch (...) {
        return Error{ErrorCode::Internal, "an unknown exception", {}};
    }
}

} // namespace genserve::runtime
