// The head of one part of multipart/form-data.
#pragma once

#include "wire/multipart_parser.h"

namespace genserve::service {

// lines: the part's fields, each ended by CRLF.
WireResult<PartHead> parsePartHead(std::string_view lines);

} // namespace genserve::service
