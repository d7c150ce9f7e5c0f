#include "task_list_model.h"

#include <algorithm>
#include <functional>

#include <QMimeData>
#include <QPointer>

#include "../gallery/made_here.h"
#include "../models/model_words.h"
#include "../studio/task_words.h"

namespace genserve::ui {
namespace {

const QString TaskMime = QStringLiteral("application/x-genserve-task");
constexpr int ThumbnailSide = 96; // twice what is shown
constexpr int MostDone = 100;

bool isWaiting(const tasks::TaskView& view) { return view.task.state == tasks::TaskState::Queued; }

const tasks::TaskId& idOf(const tasks::TaskView& view) { return view.task.id; }

} // namespace

TaskGroup groupOf(tasks::TaskState state)
{
    switch (state) {
    case tasks::TaskState::Running: return TaskGroup::Running;
    case tasks::TaskState::Queued: return TaskGroup::Waiting;
    case tasks::TaskState::Failed: return TaskGroup::Failed;
    case tasks::TaskState::Cancelled: return TaskGroup::Cancelled;
    case tasks::TaskState::Finished: break;
    }
    return TaskGroup::Done;
}

TaskListModel::TaskListModel(TaskDoor& tasks, const ModelsSource& models, QObject* parent)
    : QAbstractListModel(parent), m_tasks(tasks), m_models(models)
{
    connect(&models, &ModelsSource::changed, this, &TaskListModel::refresh);
    connect(&tasks, &TaskDoor::tasksChanged, this, &TaskListModel::refresh);
    connect(&tasks, &TaskDoor::progressed, this, &TaskListModel::progress);
    connect(&tasks, &TaskDoor::previewed, this, &TaskListModel::preview);
    connect(&tasks, &TaskDoor::finished, this, &TaskListModel::takeFinished);
    connect(&tasks, &TaskDoor::marked, this, [this](const tasks::Task& task) {
        if (task.isTrashed()) {
            forget(task.id);
        }
    });
    m_rows = tasks.tasks();
}

void TaskListModel::askForDone(tasks::WallMs since)
{
    tasks::HistoryQuery query = picturesMadeHere(MostDone);
    query.fromMs = since;
    m_tasks.history(query, [self = QPointer(this)](const tasks::HistoryPage& page) {
        if (self == nullptr) {
            return;
        }
        for (const tasks::Task& task : page.tasks) {
            if (std::ranges::find(self->m_done, task.id, idOf) == self->m_done.end()) {
                tasks::TaskView view;
                view.task = task;
                self->m_done.push_back(std::move(view));
            }
        }
        self->refresh();
    });
}

void TaskListModel::forgetDone()
{
    m_done.clear();
    refresh();
}

void TaskListModel::forget(const tasks::TaskId& task)
{
    if (std::erase_if(m_done, [&](const tasks::TaskView& one) { return one.task.id == task; }) > 0) {
        refresh();
    }
}

void TaskListModel::bringBack(const tasks::TaskView& view)
{
    if (std::ranges::find(m_done, view.task.id, idOf) == m_done.end()) {
        m_done.push_back(view);
        refresh();
    }
}

void TaskListModel::setFilter(const TaskFilter& filter)
{
    if (filter != m_filter) {
        m_filter = filter;
        refresh();
    }
}

bool TaskListModel::passes(const tasks::TaskView& view) const
{
    const auto has = [this](const QString& text) { return text.contains(m_filter.text, Qt::CaseInsensitive); };
    return (m_filter.group == TaskGroup::All || m_filter.group == groupOf(view.task.state))
           && (m_filter.client.empty() || m_filter.client == view.task.client)
           && (m_filter.text.isEmpty() || has(QString::fromStdString(view.task.prompt)) || has(modelOf(view.task)));
}

std::vector<tasks::TaskView> TaskListModel::all() const
{
    std::vector<tasks::TaskView> views = m_tasks.tasks();
    views.insert(views.end(), m_done.begin(), m_done.end());
    const auto ended = std::ranges::stable_partition(
        views, [](const tasks::TaskView& view) { return !tasks::isFinal(view.task.state); });
    std::ranges::stable_sort(ended, std::ranges::greater(),
                             [](const tasks::TaskView& view) { return view.task.finishedMs; });
    return views;
}

int TaskListModel::count(TaskGroup group) const
{
    const auto isCounted = [group](const tasks::TaskView& view) {
        return group == TaskGroup::All || groupOf(view.task.state) == group;
    };
    return static_cast<int>(std::ranges::count_if(m_tasks.tasks(), isCounted)
                            + std::ranges::count_if(m_done, isCounted));
}

std::vector<std::string> TaskListModel::clients() const
{
    std::set<std::string> names;
    for (const tasks::TaskView& view : all()) {
        names.insert(view.task.client);
    }
    return {names.begin(), names.end()};
}

void TaskListModel::refresh()
{
    std::vector<tasks::TaskView> now = all();
    std::erase_if(m_asked, [&](const auto& asked) { return std::ranges::find(now, asked.first, idOf) == now.end(); });
    std::erase_if(m_pictures, [&](const auto& one) { return std::ranges::find(now, one.first, idOf) == now.end(); });
    std::erase_if(now, [this](const tasks::TaskView& view) { return !passes(view); });
    if (std::ranges::equal(m_rows, now, {}, idOf, idOf)) {
        m_rows = std::move(now);
        if (!m_rows.empty()) {
            Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
        }
    } else {
        beginResetModel();
        m_rows = std::move(now);
        endResetModel();
    }
    Q_EMIT counted();
}

void TaskListModel::takeFinished(const tasks::Task& task)
{
    tasks::TaskView view;
    view.task = task;
    if (m_done.size() >= static_cast<std::size_t>(MostDone)) {
        m_done.erase(std::ranges::min_element(m_done, {}, [](const auto& one) { return one.task.finishedMs; }));
    }
    m_done.push_back(std::move(view));
    refresh();
}

QString TaskListModel::modelOf(const tasks::Task& task) const { return modelName(m_models, task.modelId); }

QString TaskListModel::senderLine(const tasks::Task& task) const
{
    if (m_server != nullptr) {
        const auto& all = m_server->clients();
        const auto it = std::ranges::find(all, QString::fromStdString(task.client), &ServerClient::name);
        if (task.client != tasks::LocalClient && it != all.end()) {
            return it->address;
        }
    }
    return modeWord(task.mode);
}

int TaskListModel::rowOf(const tasks::TaskId& task) const
{
    const auto it = std::ranges::find(m_rows, task, idOf);
    return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
}

void TaskListModel::progress(const tasks::TaskProgress& progress)
{
    if (const int row = rowOf(progress.task); row >= 0) {
        m_rows[static_cast<std::size_t>(row)].progress = progress;
        Q_EMIT dataChanged(index(row), index(row));
    }
}

void TaskListModel::preview(const tasks::TaskId& task, const QImage& picture) { keepPicture(task, picture); }

void TaskListModel::keepPicture(const tasks::TaskId& task, const QImage& picture)
{
    m_pictures[task] = picture;
    if (const int row = rowOf(task); row >= 0) {
        Q_EMIT dataChanged(index(row), index(row));
    }
}

QImage TaskListModel::picture(const tasks::TaskView& view) const
{
    const tasks::Task& task = view.task;
    const bool isDone = task.state == tasks::TaskState::Finished;
    const bool hasInput = task.mode != Mode::TextToImage;
    if ((isDone || hasInput) && m_asked.emplace(task.id, isDone).second) {
        // After the paint event that asks; a preview that came meanwhile is newer than the input.
        QMetaObject::invokeMethod(
            const_cast<TaskListModel*>(this),
            [self = QPointer(const_cast<TaskListModel*>(this)), task, isDone] {
                const auto take = [self, id = task.id, isDone](const QImage& picture) {
                    if (self != nullptr && !picture.isNull() && (isDone || !self->m_pictures.contains(id))) {
                        self->keepPicture(id, picture);
                    }
                };
                isDone ? self->m_tasks.picture(task, ThumbnailSide, take)
                       : self->m_tasks.inputPicture(task, ThumbnailSide, take);
            },
            Qt::QueuedConnection);
    }
    const auto it = m_pictures.find(task.id);
    return it == m_pictures.end() ? QImage() : it->second;
}

int TaskListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant TaskListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const tasks::TaskView& view = task(index.row());
    const QString prompt = QString::fromStdString(view.task.prompt);
    if (role == Qt::DisplayRole) {
        return prompt;
    }
    if (role == Qt::DecorationRole) {
        return picture(view);
    }
    const StateWords words = stateWords(view);
    if (role == Qt::AccessibleTextRole) {
        return QString(prompt % QStringLiteral(", ") % words.word % QStringLiteral(", ") % words.details);
    }
    return role == Qt::ToolTipRole ? QVariant(words.details) : QVariant();
}

Qt::ItemFlags TaskListModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags base = QAbstractListModel::flags(index);
    if (!index.isValid()) {
        return base | Qt::ItemIsDropEnabled; // between the rows
    }
    return isWaiting(task(index.row())) ? base | Qt::ItemIsDragEnabled : base;
}

QStringList TaskListModel::mimeTypes() const { return {TaskMime}; }

QMimeData* TaskListModel::mimeData(const QModelIndexList& indexes) const
{
    auto* data = new QMimeData;
    data->setData(TaskMime, QByteArray::fromStdString(task(indexes.first().row()).task.id));
    return data;
}

std::pair<int, int> TaskListModel::waitingRows() const
{
    const auto first = std::ranges::find_if(m_rows, isWaiting);
    const auto last = std::find_if_not(first, m_rows.end(), isWaiting);
    return {static_cast<int>(first - m_rows.begin()), static_cast<int>(last - m_rows.begin())};
}

std::optional<tasks::MoveTarget> TaskListModel::targetOf(const tasks::TaskId& moved, int row) const
{
    const int now = rowOf(moved);
    const auto [first, last] = waitingRows();
    const int place = std::clamp(row, first, last);
    if (now < 0 || place == now || place == now + 1) {
        return std::nullopt;
    }
    if (place < last) {
        return tasks::MoveTarget{tasks::MoveTarget::Place::Before, task(place).task.id};
    }
    return tasks::MoveTarget{tasks::MoveTarget::Place::End, {}};
}

bool TaskListModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int /*column*/,
                                 const QModelIndex& parent)
{
    if (action != Qt::MoveAction || !data->hasFormat(TaskMime)) {
        return false;
    }
    const tasks::TaskId moved = data->data(TaskMime).toStdString();
    const int place = parent.isValid() ? parent.row() : row < 0 ? rowCount() : row;
    if (const auto target = targetOf(moved, place)) {
        m_tasks.move(moved, *target);
    }
    return false; // the queue itself moves the row; the view must not remove it
}

} // namespace genserve::ui
