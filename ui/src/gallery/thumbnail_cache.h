// Small pictures for lists: asked for when they are painted, kept while there is room.
#pragma once

#include <list>
#include <unordered_map>
#include <vector>

#include <QImage>
#include <QObject>

#include "ui/world.h"

namespace genserve::ui {

// GUI thread; the door reads and scales off it. What was asked for last comes first, and what scrolled away long ago is
// dropped unread.
class ThumbnailCache : public QObject {
    Q_OBJECT

public:
    ThumbnailCache(TaskDoor& tasks, qint64 budgetBytes, QObject* parent = nullptr);

    // Null until ready(); a picture that can't be read stays null.
    QImage thumbnail(const tasks::Task& task);
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

Q_SIGNALS:
    void ready(const genserve::tasks::Task& task);

private:
    struct Entry {
        QImage picture;
        std::list<tasks::TaskId>::iterator place; // in m_order
    };

    void askNext();
    void keep(const tasks::TaskId& task, const QImage& picture);

    TaskDoor& m_tasks;
    qint64 m_budget, m_bytes = 0;
    std::list<tasks::TaskId> m_order; // the last used at the front
    std::unordered_map<tasks::TaskId, Entry> m_entries;
    std::vector<tasks::Task> m_wanted; // the newest wish at the back
    int m_asked = 0;
};

} // namespace genserve::ui
