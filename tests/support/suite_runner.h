// What every Qt Test binary of several suites does: runs the one that its first argument names, or all of them.
#pragma once

#include <cstring>
#include <span>

struct Suite {
    const char* name;
    int (*run)(int argc, char** argv);
};

// The number of failures; 1 when no suite has that name.
inline int runSuites(std::span<const Suite> suites, int argc, char** argv)
{
    const bool hasSuite = argc > 1 && argv[1][0] != '-';
    int failures = 0;
    int suitesRun = 0;
    for (const Suite& suite : suites) {
        if (hasSuite && std::strcmp(argv[1], suite.name) != 0) {
            continue;
        }
        ++suitesRun;
        // QTest takes argv[0] for the program's name, whatever it is.
        failures += hasSuite ? suite.run(argc - 1, argv + 1) : suite.run(argc, argv);
    }
    return suitesRun == 0 ? 1 : failures;
}
