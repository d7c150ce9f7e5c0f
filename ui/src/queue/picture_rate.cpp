#include "picture_rate.h"

#include <algorithm>

#include <QDateTime>

namespace genserve::ui {
namespace {

constexpr qint64 Minute = 60'000, Window = 10 * Minute;

} // namespace

PictureRate::PictureRate(TaskDoor& tasks, QObject* parent) : QObject(parent)
{
    connect(&tasks, &TaskDoor::finished, this, [this] { count(QDateTime::currentMSecsSinceEpoch()); });
}

void PictureRate::count(qint64 finishedMs)
{
    m_finished.push_back(finishedMs);
    while (m_finished.front() < finishedMs - Window) {
        m_finished.pop_front();
    }
}

double PictureRate::perMinute(qint64 nowMs) const
{
    const auto recent = std::ranges::lower_bound(m_finished, nowMs - Window);
    const auto count = m_finished.end() - recent;
    if (count < 2) {
        return 0;
    }
    // From the first to the last there is one picture less than were counted.
    const qint64 span = std::max(nowMs - *recent, Minute / 60);
    return static_cast<double>(count - 1) * Minute / static_cast<double>(span);
}

} // namespace genserve::ui
