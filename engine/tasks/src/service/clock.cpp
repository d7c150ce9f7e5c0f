#include "tasks/clock.h"

#include <chrono>

namespace genserve::tasks {
namespace {

template <class SomeClock>
std::int64_t millisecondsOf()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(SomeClock::now().time_since_epoch()).count();
}

} // namespace

Clock systemClock() { return {millisecondsOf<std::chrono::system_clock>, millisecondsOf<std::chrono::steady_clock>}; }

} // namespace genserve::tasks
