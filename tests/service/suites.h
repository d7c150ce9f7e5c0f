// The suites of this binary, each in its own file.
#pragma once

#include <array>

int runWireLimits(int argc, char** argv);
int runWireStorm(int argc, char** argv);
int runWireTable(int argc, char** argv);

struct Suite {
    const char* name;
    int (*run)(int argc, char** argv);
};

constexpr std::array<Suite, 3> Suites{{
    {"wire_limits", runWireLimits},
    {"wire_storm", runWireStorm},
    {"wire_table", runWireTable},
}};
