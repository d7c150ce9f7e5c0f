// The suites of this binary, each in its own file.
#pragma once

#include <array>

#include "../support/suite_runner.h"

int runAccess(int argc, char** argv);
int runContent(int argc, char** argv);
int runContract(int argc, char** argv);
int runIdempotency(int argc, char** argv);
int runOwner(int argc, char** argv);
int runRoutes(int argc, char** argv);
int runWireLimits(int argc, char** argv);
int runWireStorm(int argc, char** argv);
int runWireTable(int argc, char** argv);

constexpr std::array<Suite, 9> Suites{{
    {"access", runAccess},
    {"content", runContent},
    {"contract", runContract},
    {"idempotency", runIdempotency},
    {"owner", runOwner},
    {"routes", runRoutes},
    {"wire_limits", runWireLimits},
    {"wire_storm", runWireStorm},
    {"wire_table", runWireTable},
}};
