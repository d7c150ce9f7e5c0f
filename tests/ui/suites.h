// The suites of this binary, each in its own file.
#pragma once

#include <array>

int runControls(int argc, char** argv);
int runTheme(int argc, char** argv);

struct Suite {
    const char* name;
    int (*run)(int argc, char** argv);
};

constexpr std::array<Suite, 2> Suites{{
    {"controls", runControls},
    {"theme", runTheme},
}};
