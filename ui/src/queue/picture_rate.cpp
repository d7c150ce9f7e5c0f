#include "picture_rate.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include <QDateTime>
#include <QPointer>

#include "../gallery/made_here.h"

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
    tasks::HistoryQuery query = picturesMadeHere(MostEarlier);
    query.untilMs = QDateTime::currentMSecsSinceEpoch(); // later ones are told
    query.fromMs = query.untilMs - Window;
    query.isOldestFirst = true;
    tasks.history(query, [self = QPointer(this)](const tasks::HistoryPage& page) {
        if (self == nullptr || page.tasks.empty()) {
            return;
        }
        const auto told = std::exchange(self->m_pictures, {});
        for (const tasks::Task& task : page.tasks) {
            self->add({task.startedMs, task.finishedMs});
        }
        self->m_pictures.insert(self->m_pictures.end(), told.begin(), told.end());
        self->forgetOld(QDateTime::currentMSecsSinceEpoch()); // tells once of all
    });
}

void PictureRate::count(qint64 startedMs, qint64 finishedMs)
{
    if (add({startedMs, finishedMs})) {
        forgetOld(QDateTime::currentMSecsSinceEpoch());
    }
}

bool PictureRate::add(const Span& picture)
{
    const bool hasTimes = picture.startedMs > 0 && picture.finishedMs > picture.startedMs;
    if (hasTimes) {
        m_pictures.push_back(picture);
    }
    return hasTimes;
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
