#include "thumbnail_cache.h"

#include <algorithm>

#include <QPointer>

namespace genserve::ui {
namespace {

constexpr int Side = 320, MostAsked = 4;
constexpr std::size_t MostWanted = 240; // about what a large window shows

} // namespace

ThumbnailCache::ThumbnailCache(TaskDoor& tasks, qint64 budgetBytes, QObject* parent)
    : QObject(parent), m_tasks(tasks), m_budget(budgetBytes)
{
}

QImage ThumbnailCache::thumbnail(const tasks::Task& task)
{
    if (const auto it = m_entries.find(task.id); it != m_entries.end()) {
        m_order.splice(m_order.begin(), m_order, it->second.place);
        return it->second.picture;
    }
    if (std::ranges::none_of(m_wanted, [&](const tasks::Task& one) { return one.id == task.id; })) {
        m_wanted.push_back(task);
        if (m_wanted.size() > MostWanted) {
            m_wanted.erase(m_wanted.begin());
        }
        // After the paint event that asks, which would otherwise be told of its own wish.
        QMetaObject::invokeMethod(this, &ThumbnailCache::askNext, Qt::QueuedConnection);
    }
    return {};
}

void ThumbnailCache::askNext()
{
    while (m_asked < MostAsked && !m_wanted.empty()) {
        const tasks::Task task = std::move(m_wanted.back());
        m_wanted.pop_back();
        if (m_entries.contains(task.id)) {
            continue;
        }
        keep(task.id, {}); // so that it is asked for once
        ++m_asked;
        m_tasks.picture(task, Side, [self = QPointer(this), task](const QImage& picture) {
            if (self != nullptr) {
                --self->m_asked;
                self->keep(task.id, picture);
                Q_EMIT self->ready(task);
                self->askNext();
            }
        });
    }
}

void ThumbnailCache::keep(const tasks::TaskId& task, const QImage& picture)
{
    auto it = m_entries.find(task);
    if (it == m_entries.end()) {
        m_order.push_front(task);
        it = m_entries.emplace(task, Entry{{}, m_order.begin()}).first;
    }
    m_bytes += picture.sizeInBytes() - it->second.picture.sizeInBytes();
    it->second.picture = picture;
    while (m_bytes > m_budget && m_order.size() > 1) {
        const auto last = m_entries.find(m_order.back());
        m_bytes -= last->second.picture.sizeInBytes();
        m_entries.erase(last);
        m_order.pop_back();
    }
}

} // namespace genserve::ui
