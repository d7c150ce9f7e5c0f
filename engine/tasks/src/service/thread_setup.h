// What every thread of this room does first.
#pragma once

#include <string>

namespace genserve::tasks {

enum class ThreadRank { Normal, Background };

// Names the calling thread for debuggers and top (15 bytes); Background lets the window and the service go first.
void setUpThread(const std::string& name, ThreadRank rank);

} // namespace genserve::tasks
