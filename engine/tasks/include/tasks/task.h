// A task as every room above the engine sees it: plain data, copied freely between threads.
//
// The pictures of its request stay on the disk until a worker needs them, so a thousand waiting tasks are small.
#pragma once

#include "base/error.h"
#include "base/generation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genserve::tasks {

// A UUID of version 4, lower case with dashes; also the stem of the picture's file name.
using TaskId = std::string;
TaskId newTaskId();
bool isTaskId(std::string_view text);

// Milliseconds since 1970, UTC. 0 = not yet, or never.
using WallMs = std::int64_t;

enum class TaskState { Queued, Running, Finished, Failed, Cancelled };

// The documented words: "queued", "running", "finished", "failed", "cancelled".
std::string_view toString(TaskState state);
std::optional<TaskState> taskStateFromString(std::string_view word);
bool isFinal(TaskState state);

// What a failed task says of itself. Codes are those of ErrorCode and, from here, "interrupted" (its process died three
// times), "device_fault" (two devices failed under it) and "deadline".
struct TaskError {
    std::string code;
    std::string message;       // one sentence without a final full stop, English
    std::string advice;        // what would help, e.g. which size would fit; may be empty
    std::vector<Fault> faults; // of the request's fields, where the message lists them

    bool operator==(const TaskError&) const = default;
};

// What a finished task says of its picture.
struct TaskResult {
    int width = 0, height = 0, steps = 0;
    double cfg = 0;
    std::string modelHash;
    std::string precision;
    StageSeconds seconds;
    std::vector<std::string> warnings;
    std::string fileName = {}; // of an imported picture, as it was called; else empty
};

enum class TaskOrigin { Generated, Imported };

// The client of whatever this computer asks without a key: window and REST over loopback.
constexpr const char* LocalClient = "local";
// That of `genserve queue add`. The name of a key has no space.
constexpr const char* CommandLineClient = "command line";

struct Task {
    TaskId id;
    std::int64_t sequence = 0; // order of acceptance, unique and growing; the key of every list
    TaskState state = TaskState::Queued;
    TaskOrigin origin = TaskOrigin::Generated;
    std::string client; // who asked: LocalClient, a key's name, an address

    // of the request, for lists
    Mode mode = Mode::TextToImage;
    std::string modelId; // the asked one; the one that ran once it is finished
    std::string prompt;
    int width = 0, height = 0; // px; 0 = not known before it has run
    int steps = 0;             // likewise
    std::int64_t seed = 0;
    double work = 0; // TaskServiceOptions::work of it; 0 = not known

    int priority = 0; // -1000..1000, smaller runs first
    double turn = 0;  // its place among equal priorities, see task_queue.h

    WallMs createdMs = 0, startedMs = 0, finishedMs = 0;
    WallMs deadlineMs = 0;

    int attempts = 0;     // times it was started
    int crashes = 0;      // times the process died while it ran; from two on it runs alone
    int deviceFaults = 0; // times its device failed under it
    std::string device;   // gpu_id of the last attempt: "cuda:0", "cpu"

    TaskError error;             // of a failed or cancelled task
    TaskResult result;           // of a finished one
    std::string picture;         // file relative to the data folder, e.g. "images/2026-11/<id>.png"
    std::int64_t inputBytes = 0; // of its files in inputs/

    bool isStarred = false;
    std::vector<std::string> tags; // sorted
    bool asJpeg = false;           // who asked wants a JPEG; the stored picture is a PNG all the same
    WallMs trashedMs = 0;          // 0 = not in the trash

    [[nodiscard]] bool runsAlone() const { return crashes >= 2; }
    [[nodiscard]] bool isTrashed() const { return trashedMs != 0; }
};

// What a client sent so that a repeated request gets the same task, not a second one.
struct RetryKey {
    static constexpr WallMs LifetimeMs = 24 * 3600 * 1000; // from the task's acceptance

    std::string key;     // of one client for one purpose; best a hash, since it is stored as it is
    std::string content; // of the request: another one under the same key is misuse
};

// A task on its way into the store, with what only the disk keeps of it.
struct NewTask {
    Task task;
    std::string request; // requestJson()
    std::optional<RetryKey> retryKey = {};
};

} // namespace genserve::tasks
