// Which names this server answers to, and which web pages may call it: a browser must not become a way into the LAN.
// Pure logic.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace genserve::service {

struct OriginRules {
    std::vector<std::string> hosts; // names and addresses of this machine, lower case, IPv6 without brackets
    std::uint16_t port = 0;
    std::vector<std::string> allowedHosts;   // --allow-host
    std::vector<std::string> allowedOrigins; // --allow-origin: "https://studio.example"
};

// Of a Host field: name and, if it is there, port. Empty name = malformed.
struct HostField {
    std::string name; // lower case, IPv6 without brackets, no dot at its end
    int port = -1;    // -1 = absent
};
HostField parseHost(std::string_view field);

// The host is one of ours and the port ours or absent; else 421.
bool isOurHost(std::string_view hostField, const OriginRules& rules);

enum class OriginVerdict {
    Absent,  // no browser, or a page that does not say
    Same,    // a page of this server
    Allowed, // a page that the owner allows: gets CORS fields
    Refused, // 403, "null" included
};
// hostField: the request's, which isOurHost() has let through.
OriginVerdict judgeOrigin(std::string_view origin, std::string_view hostField, const OriginRules& rules);

} // namespace genserve::service
