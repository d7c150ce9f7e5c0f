// OpenAPI 3.1 of this server, made from the table of routes and the table of fields.
#pragma once

#include <string>

namespace genserve::service {

std::string openApiJson(const std::string& version);

} // namespace genserve::service
