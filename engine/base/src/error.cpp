#include "base/error.h"

#include <utility>

namespace genserve {

std::string_view toString(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument: return "invalid_argument";
    case ErrorCode::NotFound: return "not_found";
    case ErrorCode::UnsupportedFormat: return "unsupported_format";
    case ErrorCode::CorruptFile: return "corrupt_file";
    case ErrorCode::Io: return "io";
    case ErrorCode::OutOfMemory: return "out_of_memory";
    case ErrorCode::Cancelled: return "cancelled";
    case ErrorCode::DeviceFault: return "device_fault";
    case ErrorCode::Internal: return "internal";
    }
    return "internal";
}

Error requestError(std::vector<Fault> faults)
{
    std::string message;
    for (const Fault& fault : faults) {
        message.append(message.empty() ? "" : "; ").append(fault.field).append(": ").append(fault.problem);
    }
    return Error{ErrorCode::InvalidArgument, std::move(message), {}, std::move(faults)};
}

std::string describe(const Error& error)
{
    return error.context.empty() ? error.message : error.context + ": " + error.message;
}

} // namespace genserve
