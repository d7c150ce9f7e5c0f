// Errors as values: every fallible function of the engine returns Expected<T>.
//
// Above the engine one function maps an ErrorCode to an exit code or HTTP status and one to a translated sentence;
// the message itself is English and names the file, field or tensor at fault.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace genserve {

enum class ErrorCode {
    InvalidArgument,   // a field of a request is out of its range
    NotFound,          // a file or model does not exist
    UnsupportedFormat, // intact, but of a kind that this program does not read
    CorruptFile,       // a file contradicts itself or its format
    Io,                // the operating system refused or failed
    OutOfMemory,       // host or device memory is not enough
    Cancelled,         // the caller asked for it
    DeviceFault,       // the device failed and its worker can't go on
    Internal,          // a broken contract: a defect of this program
};

// The code's stable machine word, e.g. "corrupt_file"; used in JSON and logs.
std::string_view toString(ErrorCode code);

// What is wrong with one field of a request.
struct Fault {
    std::string field; // the REST document's name, e.g. "num_inference_steps" or "loras[0].weight"
    std::string problem;
    bool operator==(const Fault&) const = default;
};

struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;            // one sentence without a final full stop
    std::string context;            // the file, field or tensor it speaks of; may be empty
    std::vector<Fault> faults = {}; // all faults of a request, where the message lists them; else empty
};

template <class T>
using Expected = tl::expected<T, Error>;

// Shorthand for `return tl::unexpected(Error{code, message, context})`.
inline tl::unexpected<Error> failure(ErrorCode code, std::string message, std::string context = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(context)});
}

// InvalidArgument with all faults of a request; the message lists them as "field: problem", separated by "; ".
Error requestError(std::vector<Fault> faults);

// "context: message", or the message alone where there is no context.
std::string describe(const Error& error);

} // namespace genserve
