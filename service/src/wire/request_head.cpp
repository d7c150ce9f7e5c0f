#include "wire/request_head.h"

#include "wire/field_syntax.h"

#include <algorithm>
#include <array>

namespace genserve::service {
namespace {

constexpr std::array<Method, 9> Methods{Method::Get,    Method::Head,    Method::Post,  Method::Put,  Method::Patch,
                                        Method::Delete, Method::Options, Method::Trace, Method::Query};

// Fields of which a second one would be a way to be understood in two ways.
constexpr std::array<std::string_view, 12> Singletons{
    "host",   "content-length", "transfer-encoding", "content-type",    "expect",        "authorization",
    "origin", "x-api-key",      "idempotency-key",   "x-forwarded-for", "last-event-id", "content-encoding"};

WireResult<void> parseTarget(std::string_view target, RequestHead& head, std::string& authority)
{
    constexpr std::string_view Scheme = "http://";
    if (startsWithIgnoringCase(target, Scheme)) { // absolute form, which servers must take (RFC 9112, 3.2.2)
        target.remove_prefix(Scheme.size());
        const std::size_t slash = std::min(target.find_first_of("/?"), target.size());
        authority = target.substr(0, slash);
        target.remove_prefix(slash);
        if (authority.empty() || target.empty() || target.front() != '/') {
            return badRequest("the request target is malformed");
        }
    }
    if (target.empty() || target.front() != '/' || target.find('#') != target.npos || !hasValidEscapes(target)) {
        return badRequest("the request target is malformed");
    }
    const std::size_t mark = std::min(target.find('?'), target.size());
    head.path = withoutNeedlessEscapes(target.substr(0, mark));
    head.query = target.substr(std::min(mark + 1, target.size()));
    return {};
}

WireResult<void> parseVersion(std::string_view version, RequestHead& head)
{
    if (version.size() != 8 || version.substr(0, 5) != "HTTP/" || !isDigit(version[5]) || version[6] != '.'
        || !isDigit(version[7])) {
        return badRequest("the request line is malformed");
    }
    if (version[5] != '1' || version[7] > '1') {
        return wireFault(505, "http_version", "this server speaks HTTP/1.1 and HTTP/1.0");
    }
    head.minorVersion = version[7] - '0';
    return {};
}

WireResult<void> parseRequestLine(std::string_view line, RequestHead& head, std::string& authority)
{
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == line.npos || first == last || !isToken(line.substr(0, first))) {
        return badRequest("the request line is malformed");
    }
    const std::string_view target = line.substr(first + 1, last - first - 1);
    if (target.empty() || target.find(' ') != target.npos) {
        return badRequest("the request line is malformed");
    }
    if (auto version = parseVersion(line.substr(last + 1), head); !version) {
        return version;
    }
    const auto method = std::ranges::find(Methods, line.substr(0, first), [](Method m) { return toString(m); });
    if (method == Methods.end()) {
        return wireFault(501, "method_unknown", "this server does not know the method");
    }
    head.method = *method;
    return parseTarget(target, head, authority);
}

WireResult<void> parseField(std::string_view line, RequestHead& head)
{
    const std::size_t colon = line.find(':');
    // This also refuses folded lines and blanks before the colon, which some servers read as part of the name.
    if (colon == line.npos || !isToken(line.substr(0, colon))) {
        return badRequest("a header field is malformed");
    }
    std::string name = lowerCase(line.substr(0, colon));
    if (std::ranges::find(Singletons, name) != Singletons.end() && head.has(name)) {
        return badRequest("a header field that may stand once stands twice");
    }
    head.fields.push_back({std::move(name), std::string(trimBlanks(line.substr(colon + 1)))});
    return {};
}

WireResult<void> deriveHost(RequestHead& head, const std::string& authority)
{
    if (!head.has("host")) {
        return badRequest("the Host field is missing");
    }
    head.host = head.value("host");
    if (!authority.empty() && lowerCase(authority) != lowerCase(head.host)) {
        return badRequest("the request target and the Host field name different hosts");
    }
    return {};
}

WireResult<void> deriveFraming(RequestHead& head)
{
    const bool hasLength = head.has("content-length");
    if (head.has("transfer-encoding")) {
        if (hasLength || head.minorVersion == 0) {
            return badRequest("the length of the body is given in two ways");
        }
        if (lowerCase(head.value("transfer-encoding")) != "chunked") {
            return wireFault(501, "transfer_encoding", "this server knows no transfer encoding but chunked");
        }
        head.framing = BodyFraming::Chunked;
    } else if (hasLength) {
        const std::string_view digits = head.value("content-length");
        if (digits.empty() || !std::ranges::all_of(digits, isDigit)) {
            return badRequest("the Content-Length field is not a number");
        }
        const auto length = parseDecimal(digits);
        if (!length) {
            return wireFault(413, "body_too_large", "the body is too large");
        }
        head.contentLength = *length;
        head.framing = *length > 0 ? BodyFraming::Length : BodyFraming::None;
    }
    return {};
}

WireResult<void> deriveExpectation(RequestHead& head)
{
    if (head.has("expect")) {
        if (lowerCase(head.value("expect")) != "100-continue") {
            return wireFault(417, "expectation", "this server meets no expectation but 100-continue");
        }
        head.expectsContinue = head.minorVersion > 0 && head.framing != BodyFraming::None;
    }
    return {};
}

void deriveKeepAlive(RequestHead& head)
{
    head.keepAlive = head.minorVersion > 0;
    for (const HeaderField& field : head.fields) {
        if (field.name == "connection" && listContains(field.value, "close")) {
            head.keepAlive = false;
        }
    }
}

} // namespace

std::optional<Method> methodFromWord(std::string_view word)
{
    const auto found = std::ranges::find(Methods, word, [](Method method) { return toString(method); });
    return found == Methods.end() ? std::nullopt : std::optional(*found);
}

std::string_view toString(Method method)
{
    switch (method) {
    case Method::Get: return "GET";
    case Method::Head: return "HEAD";
    case Method::Post: return "POST";
    case Method::Put: return "PUT";
    case Method::Patch: return "PATCH";
    case Method::Delete: return "DELETE";
    case Method::Options: return "OPTIONS";
    case Method::Trace: return "TRACE";
    case Method::Query: return "QUERY";
    }
    return "";
}

std::string_view RequestHead::value(std::string_view name) const
{
    const auto found = std::ranges::find(fields, name, &HeaderField::name);
    return found == fields.end() ? std::string_view() : std::string_view(found->value);
}

bool RequestHead::has(std::string_view name) const
{
    return std::ranges::find(fields, name, &HeaderField::name) != fields.end();
}

WireResult<RequestHead> parseRequestHead(std::string_view head)
{
    RequestHead result;
    std::string authority;
    bool isFirst = true;
    if (head.substr(0, 2) == "\r\n") {
        head.remove_prefix(2);
    }
    for (;;) {
        const std::size_t end = head.find("\r\n");
        if (end == head.npos || end == 0) {
            break;
        }
        const std::string_view line = head.substr(0, end);
        auto parsed = isFirst ? parseRequestLine(line, result, authority) : parseField(line, result);
        if (!parsed) {
            return tl::unexpected(parsed.error());
        }
        isFirst = false;
        head.remove_prefix(end + 2);
    }
    if (isFirst) {
        return badRequest("the request line is malformed");
    }
    if (auto host = deriveHost(result, authority); !host) {
        return tl::unexpected(host.error());
    }
    if (auto framing = deriveFraming(result); !framing) {
        return tl::unexpected(framing.error());
    }
    if (auto expectation = deriveExpectation(result); !expectation) {
        return tl::unexpected(expectation.error());
    }
    deriveKeepAlive(result);
    return result;
}

} // namespace genserve::service
