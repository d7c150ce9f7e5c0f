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
        if (!view.secondsToFinish) {
            return std::nullopt;
        }
        last = std::max(last, *view.secondsToFinish);
    }
    return last;
}

QString clockTimeIn(double seconds)
{
    return QLocale().toString(QTime::currentTime().addSecs(static_cast<int>(seconds)), QLocale::ShortFormat);
}

} // namespace genserve::ui
