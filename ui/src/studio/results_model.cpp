#include "results_model.h"

#include <algorithm>
#include <utility>

#include <QDateTime>
#include <QPointer>

#include "../gallery/picture_words.h"

namespace genserve::ui {
namespace {

constexpr int ThumbnailSide = 256;
constexpr int EarlierPictures = 200;

QString spoken(const tasks::Task& task)
{
    const QString prompt = QString::fromStdString(task.prompt);
    return task.isStarred ? ResultsModel::tr("%1, starred").arg(prompt) : prompt;
}

} // namespace

ResultsModel::ResultsModel(TaskDoor& tasks, QObject* parent) : QAbstractListModel(parent), m_tasks(tasks)
{
    connect(&tasks, &TaskDoor::tasksChanged, this, &ResultsModel::takeRunning);
    connect(&tasks, &TaskDoor::progressed, this, &ResultsModel::progress);
    connect(&tasks, &TaskDoor::previewed, this, &ResultsModel::preview);
    connect(&tasks, &TaskDoor::finished, this, &ResultsModel::add);
    connect(&tasks, &TaskDoor::marked, this, &ResultsModel::mark);
    takeRunning();
}

QDate ResultsModel::dayOf(const tasks::Task& task) { return QDateTime::fromMSecsSinceEpoch(task.createdMs).date(); }

void ResultsModel::load()
{
    tasks::HistoryQuery query;
    query.states = {tasks::TaskState::Finished};
    query.limit = EarlierPictures;
    query.text = m_words.toStdString();
    m_tasks.history(query, [self = QPointer(this), question = ++m_question](const tasks::HistoryPage& page) {
        if (self == nullptr || self->m_question != question) {
            return;
        }
        self->beginResetModel();
        self->m_finished.clear();
        QDate day;
        for (const tasks::Task& task : page.tasks) {
            if (std::exchange(day, dayOf(task)) != dayOf(task)) {
                self->m_finished.push_back({dayOf(task), {}, {}});
            }
            self->m_finished.push_back({{}, task, {}});
        }
        self->endResetModel();
        for (const tasks::Task& task : page.tasks) {
            self->loadThumbnail(task);
        }
    });
}

void ResultsModel::search(const QString& words)
{
    if (std::exchange(m_words, words) != words) {
        load();
    }
}

std::deque<ResultsModel::Row>::iterator ResultsModel::rowOf(const tasks::TaskId& task)
{
    return std::ranges::find(m_finished, task, [](const Row& row) { return row.task.id; });
}

const tasks::Task* ResultsModel::finished(const QModelIndex& index) const
{
    const auto row = static_cast<std::size_t>(index.row());
    if (!index.isValid() || row < m_running.size()) {
        return nullptr;
    }
    const Row& one = m_finished.at(row - m_running.size());
    return one.day.isValid() ? nullptr : &one.task;
}

tasks::TaskId ResultsModel::running(const QModelIndex& index) const
{
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row < m_running.size() ? m_running[row].id : tasks::TaskId();
}

int ResultsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_running.size() + m_finished.size());
}

Qt::ItemFlags ResultsModel::flags(const QModelIndex& index) const
{
    return index.data(IsHeading).toBool() ? Qt::NoItemFlags : QAbstractListModel::flags(index);
}

QVariant ResultsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const auto row = static_cast<std::size_t>(index.row());
    if (row < m_running.size()) {
        const Running& one = m_running[row];
        const bool isDenoising = one.progress.stage == Stage::Denoise && one.progress.steps > 0;
        switch (role) {
        case Qt::DisplayRole:
        case Qt::ToolTipRole: return one.prompt;
        case Qt::DecorationRole: return one.preview;
        case Fraction: return isDenoising ? static_cast<double>(one.progress.step) / one.progress.steps : 0.0;
        case StepText:
            return isDenoising ? QStringLiteral("%1/%2").arg(one.progress.step).arg(one.progress.steps)
                               : QStringLiteral("…");
        case IsStarred: return false;
        default: return {};
        }
    }
    const Row& one = m_finished[row - m_running.size()];
    if (one.day.isValid()) {
        return role == IsHeading ? QVariant(true) : role == Qt::DisplayRole ? QVariant(dayWords(one.day)) : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return QString::fromStdString(one.task.prompt);
    case Qt::AccessibleTextRole: return spoken(one.task);
    case Qt::DecorationRole: return one.thumbnail;
    case Fraction: return -1.0;
    case IsStarred: return one.task.isStarred;
    default: return {};
    }
}

void ResultsModel::takeRunning()
{
    std::vector<Running> now;
    for (const tasks::TaskView& view : m_tasks.tasks()) {
        if (view.task.state == tasks::TaskState::Running) {
            const auto old = std::ranges::find(m_running, view.task.id, &Running::id);
            now.push_back({view.task.id, QString::fromStdString(view.task.prompt), view.progress.progress,
                           old == m_running.end() ? QImage() : old->preview});
        }
    }
    if (std::ranges::equal(now, m_running, {}, &Running::id, &Running::id)) {
        return;
    }
    beginResetModel();
    m_running = std::move(now);
    endResetModel();
}

void ResultsModel::progress(const tasks::TaskProgress& progress)
{
    const auto it = std::ranges::find(m_running, progress.task, &Running::id);
    if (it != m_running.end()) {
        it->progress = progress.progress;
        rowChanged(static_cast<std::size_t>(it - m_running.begin()));
    }
}

void ResultsModel::preview(const tasks::TaskId& task, const QImage& picture)
{
    const auto it = std::ranges::find(m_running, task, &Running::id);
    if (it != m_running.end()) {
        it->preview = picture;
        rowChanged(static_cast<std::size_t>(it - m_running.begin()));
    }
}

void ResultsModel::add(const tasks::Task& task)
{
    if (isSearching()) {
        load(); // the history knows whether it has the words
        return;
    }
    const auto first = static_cast<int>(m_running.size());
    if (m_finished.empty() || m_finished.front().day != dayOf(task)) {
        beginInsertRows({}, first, first + 1);
        m_finished.push_front({{}, task, {}});
        m_finished.push_front({dayOf(task), {}, {}});
    } else {
        beginInsertRows({}, first + 1, first + 1);
        m_finished.insert(m_finished.begin() + 1, {{}, task, {}});
    }
    endInsertRows();
    loadThumbnail(task);
}

void ResultsModel::mark(const tasks::Task& task)
{
    const auto it = rowOf(task.id);
    if (it == m_finished.end()) {
        if (!task.isTrashed()) {
            load(); // it came back from the trash
        }
    } else if (task.isTrashed()) {
        remove(it);
    } else {
        it->task = task;
        rowChanged(m_running.size() + static_cast<std::size_t>(it - m_finished.begin()));
    }
}

// With its day's heading where it was the only one.
void ResultsModel::remove(std::deque<Row>::iterator row)
{
    const auto next = row + 1;
    const bool isAlone = (row - 1)->day.isValid() && (next == m_finished.end() || next->day.isValid());
    const auto first = isAlone ? row - 1 : row;
    const auto at = static_cast<int>(m_running.size()) + static_cast<int>(first - m_finished.begin());
    beginRemoveRows({}, at, at + static_cast<int>(next - first) - 1);
    m_finished.erase(first, next);
    endRemoveRows();
}

void ResultsModel::loadThumbnail(const tasks::Task& task)
{
    m_tasks.picture(task, ThumbnailSide, [self = QPointer(this), id = task.id](const QImage& picture) {
        if (self == nullptr) {
            return;
        }
        const auto it = self->rowOf(id);
        if (it != self->m_finished.end()) {
            it->thumbnail = picture;
            self->rowChanged(self->m_running.size() + static_cast<std::size_t>(it - self->m_finished.begin()));
        }
    });
}

void ResultsModel::rowChanged(std::size_t row)
{
    const QModelIndex changed = index(static_cast<int>(row));
    Q_EMIT dataChanged(changed, changed);
}

} // namespace genserve::ui
