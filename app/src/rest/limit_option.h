// `--limit NAME=VALUE` of serve: every limit of the wire, by name.
#pragma once

#include "command_line.h"
#include "service/server_options.h"

namespace genserve::app {

// May be repeated. An unknown name is told all names; a value outside its range the range. docs/api.md lists them.
Option limitOption(service::ServerOptions& options);

} // namespace genserve::app
