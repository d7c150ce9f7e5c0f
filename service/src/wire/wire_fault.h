// What is wrong with bytes from the network, as the status and words that answer them.
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace genserve::service {

struct WireFault {
    int status = 400;
    std::string code;    // machine word, e.g. "bad_request"
    std::string message; // one sentence without a final full stop; never holds bytes of the request

    bool operator==(const WireFault&) const = default;
};

template <class T>
using WireResult = tl::expected<T, WireFault>;

inline tl::unexpected<WireFault> wireFault(int status, std::string code, std::string message)
{
    return tl::unexpected<WireFault>(WireFault{status, std::move(code), std::move(message)});
}

inline tl::unexpected<WireFault> badRequest(std::string message)
{
    return wireFault(400, "bad_request", std::move(message));
}

} // namespace genserve::service
