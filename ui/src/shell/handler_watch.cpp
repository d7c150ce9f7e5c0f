#include "handler_watch.h"

#include <QEvent>
#include <QLoggingCategory>

namespace genserve::ui {
namespace {

Q_LOGGING_CATEGORY(watchLog, "genserve.ui.watch")

qint64 threadCpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1'000'000;
}

} // namespace

bool WatchedApplication::notify(QObject* receiver, QEvent* event)
{
    // The receiver may be gone afterwards.
    const char* name = receiver == nullptr ? "nobody" : receiver->metaObject()->className();
    const int type = event->type();
    const qint64 outer = std::exchange(m_nested, 0), start = threadCpuMs();
    const bool result = QApplication::notify(receiver, event);
    const qint64 taken = threadCpuMs() - start, own = taken - m_nested;
    m_nested = outer + taken;
    if (own > LimitMs) {
        ++m_slow;
        m_slowest = qMax(m_slowest, own);
        qCWarning(watchLog, "%s held the window up for %lld ms (event %d)", name, own, type);
    }
    return result;
}

} // namespace genserve::ui
