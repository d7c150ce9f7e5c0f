#include "job_boundary.h"

#include <exception>
#include <new>
#include <string>
#include <string_view>

#include "kernels/team.h"
#include "weights/torch_error.h"

namespace genserve::runtime {
namespace {

constexpr std::string_view TeamContext = "team";

std::string firstLine(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

} // namespace

bool isTeamBroken(const Error& error) { return error.code == ErrorCode::Internal && error.context == TeamContext; }

Error currentExceptionAsError()
{
    try {
        throw;
    } catch (const c10::Error& error) {
        return weights::torchError(error);
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "not enough memory: the system refused an allocation", {}};
    } catch (const kernels::TeamBroken& error) {
        return Error{ErrorCode::Internal, error.what(), std::string(TeamContext)};
    } catch (const std::exception& error) {
        return Error{ErrorCode::Internal, firstLine(error.what()), {}};
    } catch (...) {
        return Error{ErrorCode::Internal, "an unknown exception", {}};
    }
}

} // namespace genserve::runtime
