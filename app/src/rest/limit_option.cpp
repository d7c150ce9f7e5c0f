#include "limit_option.h"

#include <array>
#include <string>

namespace genserve::app {
namespace {

using service::WireLimits;
using Milliseconds = std::chrono::milliseconds;

struct Limit {
    std::string_view name;
    std::int64_t least, most;
    void (*set)(service::ServerOptions& options, std::int64_t value);
};

constexpr std::int64_t Day = 24 * 3600;
constexpr std::int64_t Terabyte = 1024 * 1024; // MB

template <std::uint64_t WireLimits::*Member, std::uint64_t Unit>
void setBytes(service::ServerOptions& options, std::int64_t value)
{
    options.limits.*Member = static_cast<std::uint64_t>(value) * Unit;
}

template <int WireLimits::*Member>
void setCount(service::ServerOptions& options, std::int64_t value)
{
    options.limits.*Member = static_cast<int>(value);
}

template <Milliseconds WireLimits::*Member>
void setSeconds(service::ServerOptions& options, std::int64_t value)
{
    options.limits.*Member = std::chrono::seconds(value);
}

constexpr std::array Limits = std::to_array<Limit>({
    {"connections", 1, 100'000, setCount<&WireLimits::connections>},
    {"connections-per-address", 1, 100'000, setCount<&WireLimits::connectionsPerAddress>},
    {"streams", 0, 100'000, setCount<&WireLimits::streams>},
    {"line-kb", 1, 1024, setBytes<&WireLimits::lineBytes, WireLimits::KiB>},
    {"head-kb", 1, 1024, setBytes<&WireLimits::headBytes, WireLimits::KiB>},
    {"fields", 10, 10'000, setCount<&WireLimits::fields>},
    {"json-mb", 1, Terabyte, setBytes<&WireLimits::jsonBodyBytes, WireLimits::MiB>},
    {"form-mb", 1, Terabyte, setBytes<&WireLimits::formBodyBytes, WireLimits::MiB>},
    {"all-bodies-mb", 1, Terabyte, setBytes<&WireLimits::allBodiesBytes, WireLimits::MiB>},
    {"memory-per-body-mb", 1, Terabyte, setBytes<&WireLimits::spoolAboveBytes, WireLimits::MiB>},
    {"head-s", 1, Day, setSeconds<&WireLimits::headTimeout>},
    {"body-grace-s", 1, Day, setSeconds<&WireLimits::bodyGrace>},
    {"body-kb-per-s", 0, Terabyte, setBytes<&WireLimits::bodyBytesPerSecond, WireLimits::KiB>},
    {"idle-s", 1, Day, setSeconds<&WireLimits::idleTimeout>},
    {"write-stall-s", 1, Day, setSeconds<&WireLimits::writeStall>},
    {"ping-s", 1, Day, setSeconds<&WireLimits::streamPing>},
    {"pixels", 256, 8'388'608, [](service::ServerOptions& options, std::int64_t value) { options.maxPixels = value; }},
});

std::optional<std::string> take(service::ServerOptions& options, std::string_view text)
{
    const std::size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    std::string names;
    for (const Limit& limit : Limits) {
        names += (names.empty() ? "" : ", ") + std::string(limit.name);
        if (limit.name != name) {
            continue;
        }
        const std::string_view word = equals == text.npos ? std::string_view() : text.substr(equals + 1);
        const auto value = parseInteger(word);
        if (!value || *value < limit.least || *value > limit.most) {
            return std::string(name) + ": " + integerProblem(word, limit.least, limit.most);
        }
        limit.set(options, *value);
        return std::nullopt;
    }
    return "'" + std::string(name) + "' is none of " + names;
}

} // namespace

Option limitOption(service::ServerOptions& options)
{
    return {{"--limit"}, true, [&options](std::string_view text) { return take(options, text); }};
}

} // namespace genserve::app
