// The pages of this server, whole files without any outside asset. They are made by their own script from
// /openapi.json, so that they describe exactly what the server takes.
#pragma once

#include <string_view>

namespace genserve::service {

// "/" for browsers: what runs here, and where to go on.
std::string_view rootPage();
// "/docs": every route and field in English and Chinese, and a form to try them.
std::string_view docsPage();

} // namespace genserve::service
