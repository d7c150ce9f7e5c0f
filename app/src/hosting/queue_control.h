// Commands on the queue as JSON: what `genserve queue` asks and what comes back, whether over the owner's local socket
// or, where the data folder has no owner, from a task service without workers.
#pragma once

#include <functional>
#include <string>

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

    explicit QueueControl(tasks::TaskService& service) : m_service(service) {}

    // Any thread; returns at once.
    void handle(const Json& command, Answer answer) const;

private:
    void onTask(const std::string& word, const Json& command, const tasks::TaskId& task, Answer answer) const;
    void list(Answer answer) const;
    void add(const Json& command, Answer answer) const;

    tasks::TaskService& m_service;
};

} // namespace genserve::app
