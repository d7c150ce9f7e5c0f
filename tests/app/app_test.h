// How the test classes of this binary become known to its main().
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include <QObject>

namespace genserve::app {

using TestFactory = std::function<std::unique_ptr<QObject>()>;

inline std::map<std::string, TestFactory>& testFactories()
{
    static std::map<std::string, TestFactory> factories;
    return factories;
}

// Define one at namespace scope: const RegisteredTest<MyTest> registered("my_topic");
template <class Test>
struct RegisteredTest {
    explicit RegisteredTest(const char* topic)
    {
        testFactories()[topic] = [] { return std::make_unique<Test>(); };
    }
};

} // namespace genserve::app
