#include "picture_rate.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

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
    std::vector<Span> spans;
    std::ranges::copy_if(m_pictures, std::back_inserter(spans),
                         [nowMs](const Span& one) { return one.finishedMs > nowMs - Window; });
    std::ranges::sort(spans, {}, &Span::startedMs);
    qint64 worked = 0, until = 0;
    for (const Span& one : spans) {
        worked += std::max<qint64>(0, one.finishedMs - std::max(one.startedMs, until));
        until = std::max(until, one.finishedMs);
    }
    return worked == 0 ? 0 : static_cast<double>(spans.size()) * Minute / static_cast<double>(worked);
}

QString PictureRate::words() const
{
    const double rate = perMinute(QDateTime::currentMSecsSinceEpoch());
    return rate > 0 ? QString::number(rate, 'f', rate < 1 ? 2 : 1) : QString();
}

} // namespace genserve::ui
