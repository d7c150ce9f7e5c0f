// Counts what holds the GUI thread up: in debug builds always, else where GENSERVE_WATCH_HANDLERS is set.
#pragma once

#include <QApplication>

namespace genserve::ui {

// Measures every event's delivery. What the thread computed or waited for (files, locks) counts, what it stood in line
// for a processor does not, so that a busy machine is not blamed on a handler; nested deliveries are counted for
// themselves. At its end, where the variable is set, it says on stderr what it found.
class WatchedApplication : public QApplication {
public:
    static constexpr qint64 LimitMs = 50;

    WatchedApplication(int& argc, char** argv);
    ~WatchedApplication() override;

    static bool isWanted();

    bool notify(QObject* receiver, QEvent* event) override;

    [[nodiscard]] int slowHandlers() const { return m_slow; }
    [[nodiscard]] qint64 slowestMs() const { return m_slowestNs / 1'000'000; }

private:
    struct Moment {
        qint64 cpuNs = 0, wallNs = 0, lineNs = 0; // lineNs: stood in line for a processor
    };
    [[nodiscard]] Moment now() const;
    [[nodiscard]] static qint64 sinceStartMs();

    int m_schedule = -1; // /proc/thread-self/schedstat, read at every event
    int m_deepestLoop = 0;
    int m_slow = 0;
    qint64 m_deliveries = 0, m_nestedNs = 0, m_slowestNs = 0, m_shownMs = -1;
    QByteArray m_slowest;
};

} // namespace genserve::ui
