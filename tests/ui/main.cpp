#include "suites.h"

#include <QApplication>
#include <QStandardPaths>

#include "theme/theme.h"

int main(int argc, char** argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("genserve-tests"));
    const genserve::ui::Theme theme(application);
    return runSuites(Suites, argc, argv);
}
