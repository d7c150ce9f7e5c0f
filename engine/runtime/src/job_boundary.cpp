#include "job_boundary.h"

#include <exception>
#include <new>
#include <string>
#include <string_view>

#include "weights/torch_error.h"

namespace genserve::runtime {
namespace {

std::string firstLine(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

} // namespace

Error currentExceptionAsError()
{
    try {
        throw;
    } catch (const c10::Error& error) {
        return weights::torchError(error);
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "not enough memory: the system refused an allocation", {}};
    } catch (const std::exception& error) {
        return Error{ErrorCode::Internal, firstLine(error.what()), {}};
    } catch (...) {
        return Error{ErrorCode::Internal, "an unknown exception", {}};
    }
}

} // namespace genserve::runtime
