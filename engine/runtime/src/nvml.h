// The driver's management library, loaded when it is first asked for: no link dependency.
#pragma once

#include <cstdint>
#include <optional>

namespace genserve::runtime {

// The few entry points that are used; their signatures are part of NVML's stable C interface, in which 0 is success.
struct Nvml {
    using Device = void*;
    struct Memory { // nvmlMemory_v2_t, which does not count what the driver keeps for itself as used, like nvidia-smi
        unsigned version = sizeof(Memory) | 2U << 24;
        unsigned long long total = 0, reserved = 0, free = 0, used = 0;
    };
    struct MemoryV1 { // nvmlMemory_t, which counts it
        unsigned long long total = 0, free = 0, used = 0;
    };
    struct Utilization {
        unsigned gpu, memory; // percent
    };

    int (*init)() = nullptr;
    int (*byIndex)(unsigned, Device*) = nullptr;
    int (*byBusId)(const char*, Device*) = nullptr;
    int (*name)(Device, char*, unsigned) = nullptr;
    int (*driver)(char*, unsigned) = nullptr;
    int (*memory)(Device, Memory*) = nullptr;     // null before driver 510
    int (*memoryV1)(Device, MemoryV1*) = nullptr; // in every driver
    int (*utilization)(Device, Utilization*) = nullptr;
    int (*temperature)(Device, int sensor, unsigned*) = nullptr;
    int (*power)(Device, unsigned* milliwatts) = nullptr;

    // Null where the library or an entry point that every driver has is missing. Any thread.
    static const Nvml* get();

    // The device that this process calls cuda:index; null where there is none. CUDA sorts devices in its own order and
    // hides some by CUDA_VISIBLE_DEVICES, so that only the address on the bus tells which it is.
    [[nodiscard]] Device deviceOf(int index) const;

    // Used and total bytes; nothing where the driver does not tell.
    struct MemoryUse {
        std::int64_t used = 0, total = 0;
    };
    [[nodiscard]] std::optional<MemoryUse> memoryOf(Device device) const;
};

} // namespace genserve::runtime
