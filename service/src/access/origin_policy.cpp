#include "access/origin_policy.h"

#include "wire/field_syntax.h"

#include <algorithm>

namespace genserve::service {
namespace {

constexpr std::string_view Scheme = "http://";
constexpr int DefaultPort = 80;

bool isHostCharacter(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_' || c == ':';
}

int parsePort(std::string_view digits)
{
    if (digits.empty() || digits.size() > 5 || !std::ranges::all_of(digits, isDigit)) {
        return 0;
    }
    const auto value = static_cast<int>(parseDecimal(digits).value_or(0));
    return value <= 65535 ? value : 0;
}

bool contains(const std::vector<std::string>& list, std::string_view word)
{
    return std::ranges::any_of(list, [&](const std::string& entry) { return equalsIgnoringCase(entry, word); });
}

} // namespace

HostField parseHost(std::string_view field)
{
    HostField host;
    std::size_t end = 0;
    if (field.starts_with('[')) {
        end = field.find(']');
        if (end == field.npos) {
            return {};
        }
        host.name = lowerCase(field.substr(1, end - 1));
        ++end;
    } else {
        end = std::min(field.find(':'), field.size());
        host.name = lowerCase(field.substr(0, end));
        if (host.name.ends_with('.')) {
            host.name.pop_back();
        }
    }
    if (end < field.size()) {
        host.port = field[end] == ':' ? parsePort(field.substr(end + 1)) : 0;
        if (host.port == 0) {
            return {};
        }
    }
    return std::ranges::all_of(host.name, isHostCharacter) ? host : HostField();
}

bool isOurHost(std::string_view hostField, const OriginRules& rules)
{
    const HostField host = parseHost(hostField);
    if (host.name.empty() || (host.port >= 0 && host.port != rules.port)) {
        return false;
    }
    return contains(rules.hosts, host.name) || contains(rules.allowedHosts, host.name);
}

OriginVerdict judgeOrigin(std::string_view origin, std::string_view hostField, const OriginRules& rules)
{
    if (origin.empty()) {
        return OriginVerdict::Absent;
    }
    if (contains(rules.allowedOrigins, origin)) {
        return OriginVerdict::Allowed;
    }
    if (!startsWithIgnoringCase(origin, Scheme)) {
        return OriginVerdict::Refused;
    }
    const HostField page = parseHost(origin.substr(Scheme.size()));
    const HostField host = parseHost(hostField);
    const auto portOf = [](const HostField& field) { return field.port < 0 ? DefaultPort : field.port; };
    const bool isSame = !page.name.empty() && page.name == host.name && portOf(page) == portOf(host);
    return isSame ? OriginVerdict::Same : OriginVerdict::Refused;
}

} // namespace genserve::service
