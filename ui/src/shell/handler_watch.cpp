#include "handler_watch.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include <QEvent>
#include <QFile>
#include <QLoggingCategory>
#include <QThread>
#include <QWindow>

#include <fcntl.h>
#include <unistd.h>

namespace genserve::ui {
namespace {

constexpr const char* Variable = "GENSERVE_WATCH_HANDLERS";

Q_LOGGING_CATEGORY(watchLog, "genserve.ui.watch")

qint64 nanoseconds(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

} // namespace

WatchedApplication::WatchedApplication(int& argc, char** argv)
    : QApplication(argc, argv), m_schedule(::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC))
{
}

WatchedApplication::~WatchedApplication()
{
    if (m_schedule >= 0) {
        ::close(m_schedule);
    }
    if (isWanted()) {
        std::fprintf(stderr, "window on screen after %lld ms; %lld events, %d above %lld ms; the longest %.1f ms: %s\n",
                     static_cast<long long>(m_shownMs), static_cast<long long>(m_deliveries), m_slow,
                     static_cast<long long>(LimitMs), static_cast<double>(m_slowestNs) / 1e6, m_slowest.constData());
    }
}

bool WatchedApplication::isWanted() { return !qEnvironmentVariableIsEmpty(Variable); }

WatchedApplication::Moment WatchedApplication::now() const
{
    Moment moment{nanoseconds(CLOCK_THREAD_CPUTIME_ID), nanoseconds(CLOCK_MONOTONIC), 0};
    std::array<char, 96> text{}; // "<ran> <stood in line> <slices>"
    if (m_schedule >= 0 && ::pread(m_schedule, text.data(), text.size() - 1, 0) > 0) {
        char* rest = nullptr;
        std::strtoll(text.data(), &rest, 10);
        moment.lineNs = std::strtoll(rest, nullptr, 10);
    }
    return moment;
}

// Since the process began; the system tells that in hundredths of a second.
qint64 WatchedApplication::sinceStartMs()
{
    QFile file(QStringLiteral("/proc/self/stat"));
    if (!file.open(QIODevice::ReadOnly)) {
        return -1;
    }
    constexpr int StartField = 19; // behind the name in parentheses
    const QByteArray text = file.readAll();
    const qint64 ticks = text.mid(text.lastIndexOf(')') + 2).split(' ').value(StartField).toLongLong();
    return nanoseconds(CLOCK_BOOTTIME) / 1'000'000 - ticks * 1000 / sysconf(_SC_CLK_TCK);
}

bool WatchedApplication::notify(QObject* receiver, QEvent* event)
{
    // The receiver may be gone afterwards.
    const char* name = receiver == nullptr ? "nobody" : receiver->metaObject()->className();
    const int type = event->type();
    const bool isFirstExposure = m_shownMs < 0 && type == QEvent::Expose && receiver != nullptr
                                 && receiver->isWindowType() && static_cast<QWindow*>(receiver)->isExposed();
    const int loop = QThread::currentThread()->loopLevel();
    const int outerDeepest = std::exchange(m_deepestLoop, loop);
    ++m_deliveries;
    const qint64 outer = std::exchange(m_nestedNs, 0);
    const Moment start = now();
    const bool result = QApplication::notify(receiver, event);
    const Moment end = now();
    // An event loop inside, as of a menu, waits for the user: there only computing counts.
    const qint64 taken =
        m_deepestLoop > loop ? end.cpuNs - start.cpuNs : (end.wallNs - start.wallNs) - (end.lineNs - start.lineNs);
    m_deepestLoop = qMax(m_deepestLoop, outerDeepest);
    const qint64 own = taken - m_nestedNs;
    m_nestedNs = outer + taken;
    if (isFirstExposure) {
        m_shownMs = sinceStartMs();
    }
    if (own > m_slowestNs) {
        m_slowestNs = own;
        m_slowest = QByteArray(name) + ", event " + QByteArray::number(type);
    }
    if (own > LimitMs * 1'000'000) {
        ++m_slow;
        qCWarning(watchLog, "%s held the window up for %lld ms (event %d)", name,
                  static_cast<long long>(own / 1'000'000), type);
    }
    return result;
}

} // namespace genserve::ui
