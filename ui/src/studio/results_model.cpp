#include "results_model.h"

#include <algorithm>

namespace genserve::ui {
namespace {

constexpr int ThumbnailSide = 256;
constexpr int EarlierPictures = 200;

} // namespace

ResultsModel::ResultsModel(TaskDoor& tasks, QObject* parent) : QAbstractListModel(parent), m_tasks(tasks)
{
    connect(&tasks, &TaskDoor::tasksChanged, this, &ResultsModel::takeRunning);
    connect(&tasks, &TaskDoor::progressed, this, &ResultsModel::progress);
    connect(&tasks, &TaskDoor::previewed, this, &ResultsModel::preview);
    connect(&tasks, &TaskDoor::finished, this, &ResultsModel::add);
    takeRunning();
}

void ResultsModel::load()
{
    tasks::HistoryQuery query;
    query.states = {tasks::TaskState::Finished};
    query.limit = EarlierPictures;
    m_tasks.history(query, [this](const tasks::HistoryPage& page) {
        beginResetModel();
        m_finished.clear();
        for (const tasks::Task& task : page.tasks) {
            m_finished.push_back({task, {}});
        }
        endResetModel();
        for (const tasks::Task& task : page.tasks) {
            loadThumbnail(task);
        }
    });
}

const tasks::Task* ResultsModel::finished(const QModelIndex& index) const
{
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row >= m_running.size() ? &m_finished.at(row - m_running.size()).task : nullptr;
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
    const Finished& one = m_finished[row - m_running.size()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return QString::fromStdString(one.task.prompt);
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
    const auto row = static_cast<int>(m_running.size());
    beginInsertRows({}, row, row);
    m_finished.push_front({task, {}});
    endInsertRows();
    loadThumbnail(task);
}

void ResultsModel::loadThumbnail(const tasks::Task& task)
{
    m_tasks.picture(task, ThumbnailSide, [this, id = task.id](const QImage& picture) {
        const auto it = std::ranges::find(m_finished, id, [](const Finished& one) { return one.task.id; });
        if (it != m_finished.end()) {
            it->thumbnail = picture;
            rowChanged(m_running.size() + static_cast<std::size_t>(it - m_finished.begin()));
        }
    });
}

void ResultsModel::rowChanged(std::size_t row)
{
    const QModelIndex changed = index(static_cast<int>(row));
    Q_EMIT dataChanged(changed, changed);
}

} // namespace genserve::ui
