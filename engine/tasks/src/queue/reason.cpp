#include "tasks/reason.h"

#include "tasks/device_status.h"
#include "words.h"

namespace genserve::tasks {
namespace {

constexpr Words<ReasonCode, 16> CodeWords{{{ReasonCode::None, ""},
                                           {ReasonCode::Next, "next"},
                                           {ReasonCode::Behind, "behind"},
                                           {ReasonCode::NoDevice, "no_device"},
                                           {ReasonCode::DevicesStarting, "devices_starting"},
                                           {ReasonCode::NoDeviceFits, "no_device_fits"},
                                           {ReasonCode::WaitsToRunAlone, "waits_to_run_alone"},
                                           {ReasonCode::NoTask, "no_task"},
                                           {ReasonCode::NoTaskFits, "no_task_fits"},
                                           {ReasonCode::Starting, "starting"},
                                           {ReasonCode::Draining, "draining"},
                                           {ReasonCode::Disabled, "disabled"},
                                           {ReasonCode::Quarantined, "quarantined"},
                                           {ReasonCode::Paused, "paused"},
                                           {ReasonCode::AloneTask, "alone_task"},
                                           {ReasonCode::StorageFailing, "storage_failing"}}};

constexpr Words<ReasonCode, 16> Sentences{
    {{ReasonCode::None, ""},
     {ReasonCode::Next, "starts as soon as a device is free"},
     {ReasonCode::Behind, " come before it"},
     {ReasonCode::NoDevice, "every device is switched off or has failed"},
     {ReasonCode::DevicesStarting, "the devices are getting ready"},
     {ReasonCode::NoDeviceFits, "no device has the memory for it"},
     {ReasonCode::WaitsToRunAlone, "waits to run alone, because the program ended twice while it ran"},
     {ReasonCode::NoTask, "nothing waits"},
     {ReasonCode::NoTaskFits, "no waiting task fits its memory"},
     {ReasonCode::Starting, "is getting ready"},
     {ReasonCode::Draining, "takes no more tasks"},
     {ReasonCode::Disabled, "is switched off"},
     {ReasonCode::Quarantined, "has failed: "},
     {ReasonCode::Paused, "the queue is paused"},
     {ReasonCode::AloneTask, "a task has to run alone: "},
     {ReasonCode::StorageFailing, "tasks can't be stored: "}}};

constexpr Words<DeviceState, 6> StateWords{{{DeviceState::Starting, "starting"},
                                            {DeviceState::Idle, "idle"},
                                            {DeviceState::Busy, "busy"},
                                            {DeviceState::Draining, "draining"},
                                            {DeviceState::Disabled, "disabled"},
                                            {DeviceState::Quarantined, "quarantined"}}};

} // namespace

std::string_view toString(ReasonCode code) { return wordOf(CodeWords, code); }
std::string_view toString(DeviceState state) { return wordOf(StateWords, state); }

std::string describe(const Reason& reason)
{
    const std::string sentence(wordOf(Sentences, reason.code));
    if (reason.code == ReasonCode::Behind) {
        return std::to_string(reason.count) + (reason.count == 1 ? " task comes before it" : " tasks" + sentence);
    }
    return sentence + reason.subject;
}

} // namespace genserve::tasks
