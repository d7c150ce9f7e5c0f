#include "gallery_model.h"

#include <algorithm>

#include <QMimeData>
#include <QPointer>
#include <QUrl>

namespace genserve::ui {
namespace {

constexpr int PageSize = 500;
constexpr qint64 ThumbnailBytes = 160 << 20;

} // namespace

bool matches(const tasks::HistoryQuery& query, const tasks::Task& task)
{
    const bool isTrashRight = task.isTrashed() == (query.trash == tasks::TrashFilter::Only);
    const bool isTagRight = query.tag.empty() || std::ranges::find(task.tags, query.tag) != task.tags.end();
    const bool isTimeRight = task.finishedMs >= query.fromMs && (query.untilMs == 0 || task.finishedMs < query.untilMs);
    return task.state == tasks::TaskState::Finished && isTrashRight && isTagRight && isTimeRight
           && (!query.isStarred || task.isStarred) && (query.modelId.empty() || query.modelId == task.modelId)
           && (query.client.empty() || query.client == task.client)
           && (query.device.empty() || query.device == task.device) && (!query.origin || *query.origin == task.origin);
}

GalleryModel::GalleryModel(TaskDoor& tasks, QObject* parent)
    : QAbstractListModel(parent), m_door(tasks), m_thumbnails(new ThumbnailCache(tasks, ThumbnailBytes, this))
{
    connect(&tasks, &TaskDoor::finished, this, &GalleryModel::take);
    connect(&tasks, &TaskDoor::marked, this, &GalleryModel::take);
    connect(m_thumbnails, &ThumbnailCache::ready, this, [this](const tasks::Task& task) {
        if (const int row = rowOf(task); row >= 0) {
            Q_EMIT dataChanged(index(row), index(row), {Qt::DecorationRole});
        }
    });
}

void GalleryModel::setQuery(tasks::HistoryQuery query)
{
    query.states = {tasks::TaskState::Finished};
    query.order = tasks::HistoryOrder::Ended;
    query.limit = PageSize;
    query.behind = {};
    beginResetModel();
    m_query = std::move(query);
    m_tasks.clear();
    m_next = {};
    endResetModel();
    ask();
}

void GalleryModel::ask()
{
    m_isAsking = true;
    tasks::HistoryQuery query = m_query;
    query.behind = m_next;
    m_door.history(query, [self = QPointer(this), question = ++m_question](const tasks::HistoryPage& page) {
        if (self == nullptr || question != self->m_question) {
            return;
        }
        self->m_isAsking = false;
        self->m_next = page.next;
        if (!page.tasks.empty()) {
            const int first = self->rowCount();
            self->beginInsertRows({}, first, first + static_cast<int>(page.tasks.size()) - 1);
            self->m_tasks.insert(self->m_tasks.end(), page.tasks.begin(), page.tasks.end());
            self->endInsertRows();
        }
        Q_EMIT self->answered();
    });
}

std::deque<tasks::Task>::const_iterator GalleryModel::placeOf(const tasks::Task& task) const
{
    return std::ranges::partition_point(m_tasks, [&](const tasks::Task& one) {
        return m_query.isOldestFirst ? tasks::placeOf(one) < tasks::placeOf(task)
                                     : tasks::placeOf(one) > tasks::placeOf(task);
    });
}

int GalleryModel::rowOf(const tasks::Task& task) const
{
    const auto it = placeOf(task);
    return it != m_tasks.end() && it->id == task.id ? static_cast<int>(it - m_tasks.begin()) : -1;
}

void GalleryModel::take(const tasks::Task& task)
{
    const bool isWanted = matches(m_query, task);
    if (const int row = rowOf(task); row >= 0) {
        if (isWanted) {
            m_tasks[static_cast<std::size_t>(row)] = task;
            Q_EMIT dataChanged(index(row), index(row));
        } else {
            beginRemoveRows({}, row, row);
            m_tasks.erase(m_tasks.begin() + row);
            endRemoveRows();
        }
        return;
    }
    const auto it = placeOf(task);
    const bool isBeyond = !m_tasks.empty() && !isComplete() && it == m_tasks.end();
    // Only the history can tell whether a new record holds the words that are looked for.
    if (!isWanted || !m_query.text.empty() || isBeyond) {
        return;
    }
    const auto row = static_cast<int>(it - m_tasks.begin());
    beginInsertRows({}, row, row);
    m_tasks.insert(it, task);
    endInsertRows();
}

int GalleryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_tasks.size());
}

QVariant GalleryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const tasks::Task& one = task(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: return QString::fromStdString(one.prompt);
    case Qt::DecorationRole: return m_thumbnails->thumbnail(one);
    case IsStarred: return one.isStarred;
    case HasMask: return one.mode == Mode::Fill;
    default: return {};
    }
}

Qt::ItemFlags GalleryModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? QAbstractListModel::flags(index) | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren
                           : Qt::NoItemFlags;
}

bool GalleryModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_next.isSet() && !m_isAsking;
}

void GalleryModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent)) {
        ask();
    }
}

QStringList GalleryModel::mimeTypes() const { return {QStringLiteral("text/uri-list")}; }

QMimeData* GalleryModel::mimeData(const QModelIndexList& indexes) const
{
    QList<QUrl> files;
    for (const QModelIndex& one : indexes) {
        if (const QString file = m_door.pictureFile(task(one.row())); !file.isEmpty()) {
            files << QUrl::fromLocalFile(file);
        }
    }
    auto* data = new QMimeData;
    data->setUrls(files);
    return data;
}

} // namespace genserve::ui
