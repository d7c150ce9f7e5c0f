// The log of serve on standard output: a line a request and a line a task, both made of name=value pairs. Never prompts
// or pictures.
#pragma once

#include <string>

#include "tasks/task.h"

namespace genserve::app {

// Of a task that has ended: "task=… client=… mode=… model=… state=… device=… seconds=… attempts=… error=…"; "-" for
// what there is not.
std::string endOf(const tasks::Task& task);

// Puts the time before it, in UTC, and flushes. Any thread.
void printLogLine(const std::string& line);

} // namespace genserve::app
