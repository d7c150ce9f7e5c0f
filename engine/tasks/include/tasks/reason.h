// Why a task waits and why a device is idle: a code with its parameter, for rooms that translate it, and in English.
#pragma once

#include <string>
#include <string_view>

namespace genserve::tasks {

enum class ReasonCode {
    None,
    // of a waiting task
    Next,            // starts as soon as a device is free
    Behind,          // count tasks come before it
    NoDevice,        // every device is switched off or has failed
    DevicesStarting, // the devices are not ready yet
    NoDeviceFits,    // no device has the memory for it
    WaitsToRunAlone, // two crashes while it ran: nothing else may run beside it
    // of an idle device
    NoTask,      // nothing waits
    NoTaskFits,  // what waits does not fit its memory
    Starting,    // the device gets ready
    Draining,    // takes no more tasks
    Disabled,    // switched off
    Quarantined, // subject = its fault
    // of both
    Paused,         // the queue is
    AloneTask,      // the task `subject` runs or is about to run alone
    StorageFailing, // the database can't be written to; subject = its error
};

struct Reason {
    ReasonCode code = ReasonCode::None;
    int count = 0;
    std::string subject = {};

    bool operator==(const Reason&) const = default;
};

// The code's stable machine word, e.g. "no_device_fits"; empty for None.
std::string_view toString(ReasonCode code);

// One English sentence without a final full stop; empty for None.
std::string describe(const Reason& reason);

} // namespace genserve::tasks
