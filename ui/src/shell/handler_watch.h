// Counts what holds the GUI thread up: in debug builds only.
#pragma once

#include <ctime>

#include <QApplication>

namespace genserve::ui {

// The application of debug builds: measures every event's delivery. What an event takes of the thread's own CPU time
// counts, so that a busy machine is not blamed on a handler; what nested deliveries take is theirs.
class WatchedApplication : public QApplication {
public:
    using QApplication::QApplication;

    static constexpr qint64 LimitMs = 50;

    bool notify(QObject* receiver, QEvent* event) override;

    [[nodiscard]] int slowHandlers() const { return m_slow; }
    [[nodiscard]] qint64 slowestMs() const { return m_slowest; }

private:
    int m_slow = 0;
    qint64 m_slowest = 0, m_nested = 0; // ms
};

} // namespace genserve::ui
