// Why a task was not accepted: each case is an answer of its own (HTTP 400, 429, 503, 500).
#pragma once

#include "base/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace genserve::tasks {

enum class RefusalCode {
    InvalidRequest,   // details say what
    QueueFull,        // the whole queue's capacity
    ClientQueueFull,  // this client's share of it
    InputStorageFull, // the disk budget of input pictures
    StorageFailed,    // the database or the inputs can't be written now
    ShuttingDown,     // no new tasks
};

// The code's stable machine word: "invalid_request", "queue_full", "client_queue_full", "input_storage_full",
// "storage_failed", "shutting_down".
std::string_view toString(RefusalCode code);

struct Refusal {
    RefusalCode code = RefusalCode::InvalidRequest;
    std::string message; // one English sentence without a final full stop; names the limit
    std::vector<Fault> details;
};

} // namespace genserve::tasks
