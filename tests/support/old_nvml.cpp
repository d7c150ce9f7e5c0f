// What the tests use of NVML as drivers before 510 have it: memory in its first form only. One device, "Old GPU".
#include <cstring>

extern "C" {

struct OldMemory {
    unsigned long long total, free, used;
};
struct OldUtilization {
    unsigned gpu, memory;
};

int nvmlInit_v2() { return 0; }

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device)
{
    static int only = 0;
    *device = &only;
    return index == 0 ? 0 : 2;
}

int nvmlDeviceGetHandleByPciBusId_v2(const char* /*id*/, void** device)
{
    return nvmlDeviceGetHandleByIndex_v2(0, device);
}

int nvmlDeviceGetName(void* /*device*/, char* name, unsigned length)
{
    std::strncpy(name, "Old GPU", length);
    return 0;
}

int nvmlSystemGetDriverVersion(char* version, unsigned length)
{
    std::strncpy(version, "470.1", length);
    return 0;
}

int nvmlDeviceGetMemoryInfo(void* /*device*/, OldMemory* memory)
{
    *memory = {8'000'000'000, 5'000'000'000, 3'000'000'000};
    return 0;
}

int nvmlDeviceGetUtilizationRates(void* /*device*/, OldUtilization* utilization)
{
    *utilization = {42, 7};
    return 0;
}

int nvmlDeviceGetTemperature(void* /*device*/, int /*sensor*/, unsigned* celsius)
{
    *celsius = 61;
    return 0;
}

int nvmlDeviceGetPowerUsage(void* /*device*/, unsigned* milliwatts)
{
    *milliwatts = 120'500;
    return 0;
}
}
