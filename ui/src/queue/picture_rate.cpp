#include "picture_rate.h"

#include <algorithm>
#include <utility>

#include <QDateTime>
#include <QPointer>

namespace genserve::ui {
namespace {

constexpr qint64 Minute = 60'000, Window = 10 * Minute;
constexpr int MostEarlier = 500;

} // namespace

PictureRate::PictureRate(TaskDoor& tasks, QObject* parent) : QObject(parent)
{
    m_oldest.setSingleShot(true);
    connect(&m_oldest, &QTimer::timeout, this, [this] { forgetOld(QDateTime::currentMSecsSinceEpoch()); });
    connect(&tasks, &TaskDoor::finished, this,
            [this](const tasks::Task& task) { count(task.startedMs, task.finishedMs); });
    askForEarlier(tasks);
}

void PictureRate::askForEarlier(TaskDoor& tasks)
{
    tasks::HistoryQuery query;
    query.states = {tasks::TaskState::Finished};
    query.origin = tasks::TaskOrigin::Generated;
    query.order = tasks::HistoryOrder::Ended;
    query.untilMs = QDateTime::currentMSecsSinceEpoch(); // later ones are told
    query.fromMs = query.untilMs - Window;
    query.isOldestFirst = true;
    query.limit = MostEarlier;
    tasks.history(query, [self = QPointer(this)](const tasks::HistoryPage& page) {
        if (self == nullptr) {
            return;
        }
        const auto told = std::exchange(self->m_pictures, {});
        for (const tasks::Task& task : page.tasks) {
            self->count(task.startedMs, task.finishedMs);
        }
        for (const Span& one : told) {
            self->count(one.startedMs, one.finishedMs);
        }
    });
}

void PictureRate::count(qint64 startedMs, qint64 finishedMs)
{
    if (startedMs > 0 && finishedMs > startedMs) {
        m_pictures.push_back({startedMs, finishedMs});
        forgetOld(QDateTime::currentMSecsSinceEpoch());
    }
}

void PictureRate::forgetOld(qint64 nowMs)
{
    while (!m_pictures.empty() && m_pictures.front().finishedMs <= nowMs - Window) {
        m_pictures.pop_front();
    }
    if (!m_pictures.empty()) {
        m_oldest.start(static_cast<int>(std::min(m_pictures.front().finishedMs + Window - nowMs, Window)));
    }
    Q_EMIT changed();
}

double PictureRate::perMinute(qint64 nowMs) const
{
    int pictures = 0;
    qint64 first = nowMs, last = 0;
    for (const Span& one : m_pictures) {
        if (one.finishedMs > nowMs - Window) {
            ++pictures;
            first = std::min(first, one.startedMs);
            last = std::max(last, one.finishedMs);
        }
    }
    return pictures == 0 || last <= first ? 0
                                          : static_cast<double>(pictures * Minute) / static_cast<double>(last - first);
}

QString PictureRate::words() const
{
    const double rate = perMinute(QDateTime::currentMSecsSinceEpoch());
    return rate > 0 ? QString::number(rate, 'f', rate < 1 ? 2 : 1) : QString();
}

} // namespace genserve::ui
