#include "suites.h"

#include <QCoreApplication>

#include <cstring>

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const bool hasSuite = argc > 1 && argv[1][0] != '-';
    int failures = 0;
    int suitesRun = 0;
    for (const Suite& suite : Suites) {
        if (hasSuite && std::strcmp(argv[1], suite.name) != 0) {
            continue;
        }
        ++suitesRun;
        // QTest takes argv[0] for the program's name, whatever it is.
        failures += hasSuite ? suite.run(argc - 1, argv + 1) : suite.run(argc, argv);
    }
    return suitesRun == 0 ? 1 : failures;
}
