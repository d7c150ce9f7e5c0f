#include "queue_end.h"

#include <algorithm>

#include <QLocale>
#include <QTime>

namespace genserve::ui {

std::optional<double> secondsToEmpty(const std::vector<tasks::TaskView>& tasks)
{
    double last = 0;
    for (const tasks::TaskView& view : tasks) {
        if (tasks::isFinal(view.task.state)) {
            continue;
        }
        // Its progress is newer than the view's own figure.
        const auto seconds = view.progress.secondsLeft ? view.progress.secondsLeft : view.secondsToFinish;
        if (!seconds) {
            return std::nullopt;
        }
        last = std::max(last, *seconds);
    }
    return last;
}

QString clockTimeIn(double seconds)
{
    return QLocale().toString(QTime::currentTime().addSecs(static_cast<int>(seconds)), QLocale::ShortFormat);
}

} // namespace genserve::ui
