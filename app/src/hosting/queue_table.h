// The queue as text, from the JSON of queue_control.h.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace genserve::app {

// A line a device, then a line a task, with what it does or why it waits.
std::vector<std::string> queueTable(const nlohmann::ordered_json& list);

// One task. isOwned: a process works on its queue.
std::string queueLine(const nlohmann::ordered_json& task, bool isOwned = true);

} // namespace genserve::app
