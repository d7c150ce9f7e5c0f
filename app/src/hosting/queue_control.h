// Commands on the queue as JSON: what `genserve queue` asks and what comes back, whether over the owner's local socket
// or, where the data folder has no owner, from a task service without workers.
#pragma once

#include <functional>
#include <string>

#include <QThreadPool>

#include <nlohmann/json.hpp>

#include "tasks/task_service.h"

namespace genserve::app {

// A command: {"command": W, …}
//   "list"                                        → {"paused", "devices": [..], "tasks": [..]}: running, then waiting
//   "cancel" | "retry" | "duplicate", "task": ID  → {"task": {..}}
//   "move", "task": ID, "to": "first" | "last" | ID
//   "priority", "task": ID, "priority": N
//   "add", "words": [..], "folder": PATH          → {"tasks": [{..}]}: see queue_addition.h
//   "pause" | "resume"                            → {"paused"}
//   "enable" | "drain" | "disable", "device": ID  → {}
// ID may be the beginning of an id that no other unfinished task shares. Faults are {"error": sentence}.
class QueueControl {
public:
    using Json = nlohmann::ordered_json;
    using Answer = std::function<void(Json)>; // called once, on any thread

    // The service outlives it. Waits at its end for what reads pictures; other answers may come later.
    explicit QueueControl(tasks::TaskService& service) : m_service(service) {}
    ~QueueControl() { m_readers.waitForDone(); }
    QueueControl(const QueueControl&) = delete;
    QueueControl& operator=(const QueueControl&) = delete;

    // Any thread; returns at once.
    void handle(const Json& command, Answer answer);

private:
    void add(const Json& command, Answer answer);

    tasks::TaskService& m_service;
    QThreadPool m_readers; // of the pictures of "add": beside the caller, which may be the window
};

} // namespace genserve::app
