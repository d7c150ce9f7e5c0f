// What is told of each request after its answer: for the log, and for whoever counts. Never a prompt or a picture.
#pragma once

#include <cstdint>
#include <string>

namespace genserve::service {

struct RequestRecord {
    std::string id;            // X-Request-Id
    std::string client;        // a key's name, "local", or the address of who came without a key
    std::string address;       // of the other side
    std::string method, route; // empty where the head could not be read
    int status = 0;
    double milliseconds = 0; // from the head's first byte to the answer's last one
    std::uint64_t bytesIn = 0, bytesOut = 0;

    // As one line of a log, without line end: "request=… client=… address=… method=… route=… status=… ms=… in=… out=…";
    // "-" for what is not known. No value holds a blank.
    [[nodiscard]] std::string line() const;
};

} // namespace genserve::service
