// How many pictures a minute come out, over the last ten minutes or since the first one.
#pragma once

#include <deque>

#include <QObject>

#include "ui/world.h"

namespace genserve::ui {

class PictureRate : public QObject {
    Q_OBJECT

public:
    explicit PictureRate(TaskDoor& tasks, QObject* parent = nullptr);

    [[nodiscard]] double perMinute(qint64 nowMs) const; // 0 = not known
    void count(qint64 finishedMs);

private:
    std::deque<qint64> m_finished; // wall ms, rising
};

} // namespace genserve::ui
