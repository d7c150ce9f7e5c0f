// How many pictures a minute come out: the one figure of the window.
#pragma once

#include <deque>

#include <QObject>
#include <QTimer>

#include "ui/world.h"

namespace genserve::ui {

// Of the pictures that were finished in the last ten minutes, before this start too, and the time in which any of them
// was made: pauses make nothing slower.
class PictureRate : public QObject {
    Q_OBJECT

public:
    explicit PictureRate(TaskDoor& tasks, QObject* parent = nullptr);

    [[nodiscard]] double perMinute(qint64 nowMs) const; // 0 = not known
    [[nodiscard]] QString words() const;                // "12.4", now; empty = not known
    void count(qint64 startedMs, qint64 finishedMs);

Q_SIGNALS:
    void changed(); // a picture came, or the oldest one no longer counts

private:
    struct Span {
        qint64 startedMs = 0, finishedMs = 0;
    };
    void askForEarlier(TaskDoor& tasks);
    bool add(const Span& picture); // unless it has no times
    void forgetOld(qint64 nowMs);

    std::deque<Span> m_pictures; // by their ends
    QTimer m_oldest;             // until it no longer counts
};

} // namespace genserve::ui
