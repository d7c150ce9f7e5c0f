#include "suites.h"

#include <QCoreApplication>

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    return runSuites(Suites, argc, argv);
}
