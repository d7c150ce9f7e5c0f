#include "wire/part_head.h"

#include "wire/field_syntax.h"

#include <algorithm>

namespace genserve::service {
namespace {

constexpr std::size_t MaxName = 256;

WireResult<void> readDisposition(std::string_view value, PartHead& head)
{
    if (mediaType(value) != "form-data") {
        return badRequest("a part of the form is no form-data");
    }
    const auto name = parameter(value, "name");
    if (!name || name->isTwice || name->value.empty() || name->value.size() > MaxName) {
        return badRequest("a part of the form has no proper name");
    }
    head.name = name->value;
    const auto filename = parameter(value, "filename");
    head.hasFilename = filename || parameter(value, "filename*");
    head.filenameIsEmpty = filename && filename->value.empty();
    return {};
}

WireResult<void> readField(std::string_view name, std::string_view value, PartHead& head)
{
    if (name == "content-disposition") {
        return head.name.empty() ? readDisposition(value, head)
                                 : badRequest("a part of the form has two Content-Disposition fields");
    }
    if (name == "content-type") {
        head.contentType = mediaType(value);
        if (head.contentType.starts_with("multipart/")) {
            return badRequest("a part of the form is itself multipart");
        }
    }
    if (name == "content-transfer-encoding") {
        const std::string encoding = lowerCase(value);
        if (encoding != "binary" && encoding != "8bit" && encoding != "7bit") {
            return badRequest("a part of the form has a transfer encoding");
        }
    }
    return {};
}

} // namespace

WireResult<PartHead> parsePartHead(std::string_view lines)
{
    PartHead head;
    while (!lines.empty()) {
        const std::size_t end = lines.find("\r\n");
        const std::string_view line = lines.substr(0, end);
        const std::size_t colon = line.find(':');
        if (end == lines.npos || colon == line.npos || !isToken(line.substr(0, colon))
            || std::ranges::any_of(line, [](char c) { return c == '\r' || c == '\n' || c == '\0'; })) {
            return badRequest("the head of a part of the form is malformed");
        }
        if (auto read = readField(lowerCase(line.substr(0, colon)), trimBlanks(line.substr(colon + 1)), head); !read) {
            return tl::unexpected(read.error());
        }
        lines.remove_prefix(end + 2);
    }
    if (head.name.empty()) {
        return badRequest("a part of the form has no name");
    }
    return head;
}

} // namespace genserve::service
