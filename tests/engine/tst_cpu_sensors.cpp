#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <doctest/doctest.h>
#include <unistd.h>

#include "cpu_sensors.h"

namespace {

namespace fs = std::filesystem;
using genserve::runtime::CpuSensors;

// A sysfs of our own.
struct Sysfs {
    Sysfs()
    {
        std::string pattern = (fs::temp_directory_path() / "genserve-sys-XXXXXX").string();
        root = ::mkdtemp(pattern.data());
    }
    ~Sysfs()
    {
        std::error_code ignored;
        fs::remove_all(root, ignored);
    }
    void put(const std::string& file, const std::string& text) const
    {
        fs::create_directories((root / file).parent_path());
        std::ofstream(root / file) << text << '\n';
    }
    fs::path root;
};

} // namespace

TEST_SUITE("cpu_sensors")
{
    TEST_CASE("the hottest package is told, and nothing of other chips")
    {
        const Sysfs sys;
        sys.put("class/hwmon/hwmon0/name", "nvme");
        sys.put("class/hwmon/hwmon0/temp1_input", "91000");
        sys.put("class/hwmon/hwmon1/name", "coretemp");
        sys.put("class/hwmon/hwmon1/temp1_input", "54500");
        sys.put("class/hwmon/hwmon2/name", "coretemp");
        sys.put("class/hwmon/hwmon2/temp1_input", "61000");
        CHECK(CpuSensors(sys.root).temperatureC() == 61.0);
    }

    TEST_CASE("power is the energy of all packages over the time, across the end of a counter")
    {
        const Sysfs sys;
        sys.put("class/powercap/intel-rapl:0/name", "package-0");
        sys.put("class/powercap/intel-rapl:0/energy_uj", "1000000");
        sys.put("class/powercap/intel-rapl:0/max_energy_range_uj", "100000000");
        sys.put("class/powercap/intel-rapl:1/name", "package-1");
        sys.put("class/powercap/intel-rapl:1/energy_uj", "99000000");
        sys.put("class/powercap/intel-rapl:1/max_energy_range_uj", "100000000");
        sys.put("class/powercap/intel-rapl:0:0/name", "core"); // a part of package 0
        sys.put("class/powercap/intel-rapl:0:0/energy_uj", "0");
        CpuSensors sensors(sys.root);
        const auto start = std::chrono::steady_clock::now();
        CHECK_FALSE(sensors.powerW(start));
        sys.put("class/powercap/intel-rapl:0/energy_uj", "61000000");
        sys.put("class/powercap/intel-rapl:0:0/energy_uj", "50000000");
        sys.put("class/powercap/intel-rapl:1/energy_uj", "39000000");
        CHECK(sensors.powerW(start + std::chrono::seconds(2)).value_or(0) == doctest::Approx(50));
    }

    TEST_CASE("without sensors there are no figures")
    {
        const Sysfs sys;
        sys.put("class/powercap/intel-rapl:0/name", "package-0"); // its counter is not readable
        CpuSensors sensors(sys.root);
        CHECK_FALSE(sensors.temperatureC());
        CHECK_FALSE(sensors.powerW());
        CHECK_FALSE(sensors.powerW());
    }
}
