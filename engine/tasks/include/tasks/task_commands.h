// What rooms above ask of the task service and what they hear back: plain data.
#pragma once

#include "tasks/device_status.h"
#include "tasks/input_files.h"
#include "tasks/refusal.h"
#include "tasks/task_view.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace genserve::tasks {

// How an answer comes back: called once, on the tasks thread, after what it tells is on the disk. It must return
// quickly; onThreadOf() (reply_port.h) brings it to the asker's own thread.
template <class T>
using Reply = std::function<void(T)>;

// A request for one or more pictures.
struct Submission {
    GenerationRequest request;  // checked, the seed drawn
    OriginalPictures originals; // saves encoding them again
    std::string client = LocalClient;
    int priority = 0;
    std::optional<double> deadlineSeconds; // from acceptance to the finished picture
    bool asJpeg = false;                   // Task::asJpeg
    int count = 1;                         // tasks, with seed, seed + 1, ...; all or none are accepted
    std::optional<RetryKey> retryKey = {}; // stored with the first of them, in the place of an older task's
};
using SubmitOutcome = tl::expected<std::vector<TaskView>, Refusal>;

// What a retry key stands for.
struct RetriedTask {
    TaskView view;
    std::string content; // RetryKey::content of its request
};

enum class CommandFault {
    UnknownTask,
    WrongState, // e.g. a finished task can't be cancelled
    Refused,    // to retry: the queue has no room
    StorageFailed,
};
struct CommandRefusal {
    CommandFault fault = CommandFault::UnknownTask;
    std::string message; // one English sentence without a final full stop
};
using CommandOutcome = tl::expected<TaskView, CommandRefusal>;

struct MoveTarget {
    enum class Place { Front, End, Before };
    Place place = Place::Front;
    TaskId task; // of Before
};

enum class DeviceMode {
    Enabled,  // takes tasks
    Draining, // finishes its task; its models stay in memory
    Disabled, // finishes its task; its worker ends and its memory is free
};

struct TaskCounts {
    int queued = 0, running = 0, finished = 0, failed = 0, cancelled = 0;
};

// How long a request would take on a device that starts it now.
struct DeviceEstimate {
    std::string device;            // DeviceStatus::id
    std::optional<double> seconds; // with loading the model where it is not held; absent = nothing was learned yet
};

struct ServiceStatus {
    TaskCounts tasks;
    std::vector<DeviceStatus> devices;
    bool isPaused = false;
    bool isStopping = false;
    std::string storageFault; // why tasks can't be stored now; empty = they can
    std::int64_t inputBytes = 0;
    std::optional<double> secondsToEmpty = {}; // until all that waits is done; absent = can't be told, or paused
};

} // namespace genserve::tasks
