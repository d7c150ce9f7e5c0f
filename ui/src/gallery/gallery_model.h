// The pictures of the history that a query finds, page by page.
#pragma once

#include <deque>
#include <optional>

#include <QAbstractListModel>

#include "thumbnail_cache.h"
#include "ui/world.h"

namespace genserve::ui {

// Whether a record belongs to a query's answer; its text is not looked at.
bool matches(const tasks::HistoryQuery& query, const tasks::Task& task);

class GalleryModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Roles {
        IsStarred = Qt::UserRole,
        HasMask, // it was made with one
    };

    explicit GalleryModel(TaskDoor& tasks, QObject* parent = nullptr);

    void setQuery(tasks::HistoryQuery query); // asks the history anew
    [[nodiscard]] const tasks::HistoryQuery& query() const { return m_query; }
    [[nodiscard]] const tasks::Task& task(int row) const { return m_tasks.at(static_cast<std::size_t>(row)); }
    [[nodiscard]] int rowOf(const tasks::Task& task) const; // -1 = none
    [[nodiscard]] bool isAsking() const { return m_isAsking; }
    [[nodiscard]] bool isComplete() const { return !m_next.isSet(); }

    // Marks that were changed here or elsewhere: the record comes, changes or goes.
    void take(const tasks::Task& task);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override; // the files

Q_SIGNALS:
    void answered(); // a page came

private:
    void ask();
    [[nodiscard]] std::deque<tasks::Task>::const_iterator placeOf(const tasks::Task& task) const; // in the order

    TaskDoor& m_door;
    ThumbnailCache* m_thumbnails;
    tasks::HistoryQuery m_query;
    std::deque<tasks::Task> m_tasks; // in the query's order
    tasks::HistoryPlace m_next;      // `behind` of the next page; not set = none
    bool m_isAsking = false;
    int m_question = 0; // answers to older ones are dropped
};

} // namespace genserve::ui
