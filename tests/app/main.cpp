#include "app_test.h"

#include <cstdio>
#include <vector>

#include <QCoreApplication>
#include <QTest>

// Runs one topic, named by the first argument, or all of them.
int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    std::vector<char*> arguments(argv, argv + argc);
    const auto& factories = genserve::app::testFactories();
    if (argc > 1 && argv[1][0] != '-') {
        const auto chosen = factories.find(argv[1]);
        if (chosen == factories.end()) {
            std::fprintf(stderr, "tst_app: there is no topic '%s'\n", argv[1]);
            return 2;
        }
        arguments.erase(arguments.begin() + 1);
        const auto test = chosen->second();
        return QTest::qExec(test.get(), static_cast<int>(arguments.size()), arguments.data());
    }
    int failures = 0;
    for (const auto& [topic, create] : factories) {
        const auto test = create();
        failures += QTest::qExec(test.get(), static_cast<int>(arguments.size()), arguments.data());
    }
    return failures;
}
