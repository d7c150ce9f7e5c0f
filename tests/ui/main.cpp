#include "suites.h"

#include <cstring>

#include <QApplication>
#include <QStandardPaths>

#include "theme/theme.h"

int main(int argc, char** argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("genserve-tests"));
    const genserve::ui::Theme theme(application);
    const bool hasSuite = argc > 1 && argv[1][0] != '-';
    int failures = 0;
    int suitesRun = 0;
    for (const Suite& suite : Suites) {
        if (hasSuite && std::strcmp(argv[1], suite.name) != 0) {
            continue;
        }
        ++suitesRun;
        failures += hasSuite ? suite.run(argc - 1, argv + 1) : suite.run(argc, argv);
    }
    return suitesRun == 0 ? 1 : failures;
}
