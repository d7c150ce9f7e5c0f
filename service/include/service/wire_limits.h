// How much of this process one network client, and all of them together, may use.
//
// Everything here is a setting; the defaults are for a LAN of people, not for the open internet.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>

namespace genserve::service {

struct WireLimits {
    using Milliseconds = std::chrono::milliseconds;
    static constexpr std::uint64_t KiB = 1024;
    static constexpr std::uint64_t MiB = 1024 * KiB;

    // Connections beyond these are answered 503 and closed.
    int connections = 256;
    int connectionsPerAddress = 64;
    int streams = 32; // event streams at the same time, within the above

    std::uint64_t lineBytes = 8 * KiB;  // request line (else 414), one header field (else 431)
    std::uint64_t headBytes = 32 * KiB; // request line and fields together (else 431)
    int fields = 100;                   // header fields (else 431)

    std::uint64_t smallBodyBytes = 64 * KiB; // bodies of routes that need none or little (else 413)
    std::uint64_t jsonBodyBytes = 210 * MiB;
    std::uint64_t formBodyBytes = 160 * MiB;
    std::uint64_t allBodiesBytes = 512 * MiB; // bodies in memory or on disk at the same time (else 503)
    std::uint64_t spoolAboveBytes = 8 * MiB;  // what of one body stays in memory; the rest goes to a file
    std::filesystem::path spoolFolder;        // empty = the system's temporary folder

    Milliseconds headTimeout{10'000}; // from the first byte of a head to its end
    Milliseconds bodyGrace{10'000};   // after this long a body must have come at the rate below on average
    std::uint64_t bodyBytesPerSecond = 16 * KiB;
    Milliseconds idleTimeout{30'000}; // between requests
    Milliseconds writeStall{30'000};  // a client that takes no byte of its reply for this long
    Milliseconds linger{2'000};       // after a closing reply, for the client to read it
    Milliseconds streamPing{15'000};  // a comment line on event streams that are silent for this long
};

} // namespace genserve::service
