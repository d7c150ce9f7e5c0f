#include "task_list_model.h"

#include <algorithm>

#include <QMimeData>

#include "../studio/task_words.h"

namespace genserve::ui {
namespace {

const QString TaskMime = QStringLiteral("application/x-genserve-task");

bool isWaiting(const tasks::TaskView& view) { return view.task.state == tasks::TaskState::Queued; }

} // namespace

TaskListModel::TaskListModel(TaskDoor& tasks, QObject* parent) : QAbstractListModel(parent), m_tasks(tasks)
{
    connect(&tasks, &TaskDoor::tasksChanged, this, &TaskListModel::refresh);
    connect(&tasks, &TaskDoor::progressed, this, &TaskListModel::progress);
    connect(&tasks, &TaskDoor::previewed, this, &TaskListModel::preview);
    m_rows = tasks.tasks();
}

void TaskListModel::refresh()
{
    const auto& now = m_tasks.tasks();
    const auto idOf = [](const tasks::TaskView& view) { return view.task.id; };
    if (std::ranges::equal(m_rows, now, {}, idOf, idOf)) {
        m_rows = now;
        if (!m_rows.empty()) {
            Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
        }
        return;
    }
    beginResetModel();
    m_rows = now;
    std::erase_if(m_previews, [this](const auto& entry) { return rowOf(entry.first) < 0; });
    endResetModel();
}

int TaskListModel::rowOf(const tasks::TaskId& task) const
{
    const auto it = std::ranges::find(m_rows, task, [](const tasks::TaskView& view) { return view.task.id; });
    return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
}

void TaskListModel::progress(const tasks::TaskProgress& progress)
{
    if (const int row = rowOf(progress.task); row >= 0) {
        m_rows[static_cast<std::size_t>(row)].progress = progress;
        Q_EMIT dataChanged(index(row), index(row));
    }
}

void TaskListModel::preview(const tasks::TaskId& task, const QImage& picture)
{
    if (const int row = rowOf(task); row >= 0) {
        m_previews[task] = picture;
        Q_EMIT dataChanged(index(row), index(row));
    }
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
        const auto it = m_previews.find(view.task.id);
        return it == m_previews.end() ? QImage() : it->second;
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

bool TaskListModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int /*column*/,
                                 const QModelIndex& parent)
{
    if (action != Qt::MoveAction || !data->hasFormat(TaskMime)) {
        return false;
    }
    const tasks::TaskId moved = data->data(TaskMime).toStdString();
    const int place = parent.isValid() ? parent.row() : row < 0 ? rowCount() : row;
    tasks::MoveTarget target{tasks::MoveTarget::Place::End, {}};
    for (int next = place; next < rowCount(); ++next) {
        if (isWaiting(task(next)) && task(next).task.id != moved) {
            target = {tasks::MoveTarget::Place::Before, task(next).task.id};
            break;
        }
    }
    m_tasks.move(moved, target);
    return false; // the queue itself moves the row; the view must not remove it
}

} // namespace genserve::ui
