// The suites of this binary, each in its own file.
#pragma once

#include <array>

int runCanvas(int argc, char** argv);
int runControls(int argc, char** argv);
int runMask(int argc, char** argv);
int runTheme(int argc, char** argv);

struct Suite {
    const char* name;
    int (*run)(int argc, char** argv);
};

constexpr std::array<Suite, 4> Suites{{
    {"canvas", runCanvas},
    {"controls", runControls},
    {"mask", runMask},
    {"theme", runTheme},
}};
