// The driver's library as CTest puts it in the way: an old one, without memory's second form (tests/support/old_nvml).
#include "runtime/device_figures.h"

#include <cstdlib>
#include <string>

#include <doctest/doctest.h>

using namespace genserve::runtime;

TEST_SUITE("nvml")
{
    TEST_CASE("an old driver's GPU has all its figures")
    {
        const char* folder = std::getenv("LD_LIBRARY_PATH");
        if (folder == nullptr || std::string(folder).find("old_nvml") == std::string::npos) {
            MESSAGE("only with the old library in LD_LIBRARY_PATH, as CTest runs it");
            return;
        }
        ::unsetenv("CUDA_VISIBLE_DEVICES"); // then devices keep their own numbers without CUDA's runtime
        const DeviceFigures figures = deviceFigures("cuda:0");
        REQUIRE((figures.memoryTotal && figures.memoryUsed));
        CHECK(*figures.memoryTotal == 8'000'000'000);
        CHECK(*figures.memoryUsed == 3'000'000'000);
        CHECK(figures.loadPercent == 42);
        CHECK(figures.temperatureC == 61);
        CHECK(figures.powerW == 120.5);
    }
}
