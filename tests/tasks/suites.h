// The suites of this binary, each in its own file.
#pragma once

#include <array>

int runPictureReader(int argc, char** argv);
int runPictureTexts(int argc, char** argv);
int runPictureWriter(int argc, char** argv);

struct Suite {
    const char* name;
    int (*run)(int argc, char** argv);
};

constexpr std::array<Suite, 3> Suites{{
    {"picture_reader", runPictureReader},
    {"picture_texts", runPictureTexts},
    {"picture_writer", runPictureWriter},
}};
