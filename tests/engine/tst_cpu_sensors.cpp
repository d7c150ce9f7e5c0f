#include <chrono>

#include <doctest/doctest.h>

#include "cpu_sensors.h"
#include "temporary_folder.h"

using genserve::runtime::CpuSensors;
using genserve::testing::TemporaryFolder;

TEST_SUITE("cpu_sensors")
{
    TEST_CASE("the hottest package is told, and nothing of other chips")
    {
        const TemporaryFolder sys; // a sysfs of our own
        sys.write("class/hwmon/hwmon0/name", "nvme");
        sys.write("class/hwmon/hwmon0/temp1_input", "91000");
        sys.write("class/hwmon/hwmon1/name", "coretemp");
        sys.write("class/hwmon/hwmon1/temp1_input", "54500");
        sys.write("class/hwmon/hwmon2/name", "coretemp");
        sys.write("class/hwmon/hwmon2/temp1_input", "61000");
        CHECK(CpuSensors(sys.path()).temperatureC() == 61.0);
    }

    TEST_CASE("power is the energy of all packages over the time, across the end of a counter")
    {
        const TemporaryFolder sys; // a sysfs of our own
        sys.write("class/powercap/intel-rapl:0/name", "package-0");
        sys.write("class/powercap/intel-rapl:0/energy_uj", "1000000");
        sys.write("class/powercap/intel-rapl:0/max_energy_range_uj", "100000000");
        sys.write("class/powercap/intel-rapl:1/name", "package-1");
        sys.write("class/powercap/intel-rapl:1/energy_uj", "99000000");
        sys.write("class/powercap/intel-rapl:1/max_energy_range_uj", "100000000");
        sys.write("class/powercap/intel-rapl:0:0/name", "core"); // a part of package 0
        sys.write("class/powercap/intel-rapl:0:0/energy_uj", "0");
        CpuSensors sensors(sys.path());
        const auto start = std::chrono::steady_clock::now();
        CHECK_FALSE(sensors.powerW(start));
        sys.write("class/powercap/intel-rapl:0/energy_uj", "61000000");
        sys.write("class/powercap/intel-rapl:0:0/energy_uj", "50000000");
        sys.write("class/powercap/intel-rapl:1/energy_uj", "39000000");
        CHECK(sensors.powerW(start + std::chrono::seconds(2)).value_or(0) == doctest::Approx(50));
    }

    TEST_CASE("without sensors there are no figures")
    {
        const TemporaryFolder sys;                                  // a sysfs of our own
        sys.write("class/powercap/intel-rapl:0/name", "package-0"); // its counter is not readable
        CpuSensors sensors(sys.path());
        CHECK_FALSE(sensors.temperatureC());
        CHECK_FALSE(sensors.powerW());
        CHECK_FALSE(sensors.powerW());
    }
}
