#include "queue_end.h"

#include <algorithm>

namespace genserve::ui {

std::optional<double> secondsToEmpty(const std::vector<tasks::TaskView>& tasks)
{
    double last = 0;
    for (const tasks::TaskView& view : tasks) {
        if (tasks::isFinal(view.task.state)) {
            continue;
        }
        if (!view.secondsToFinish) {
            return std::nullopt;
        }
        last = std::max(last, *view.secondsToFinish);
    }
    return last;
}

} // namespace genserve::ui
