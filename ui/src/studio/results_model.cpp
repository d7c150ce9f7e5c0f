#include "results_model.h"

#include <algorithm>
#include <utility>

#include <QDateTime>
#include <QMimeData>
#include <QPointer>
#include <QUrl>

#include "../gallery/made_here.h"
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

QDate ResultsModel::dayOf(const tasks::Task& task) { return QDateTime::fromMSecsSinceEpoch(task.finishedMs).date(); }

void ResultsModel::load()
{
    tasks::HistoryQuery query = picturesMadeHere(EarlierPictures);
    query.text = m_words.toStdString();
    query.isStarred = m_isStarredOnly;
    m_tasks.history(query, [self = QPointer(this), question = ++m_question](const tasks::HistoryPage& page) {
        if (self == nullptr || self->m_question != question) {
            return;
        }
        self->beginResetModel();
        self->m_finished.clear();
        self->m_isCut = page.next.isSet();
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

void ResultsModel::setStarredOnly(bool isOnly)
{
    if (std::exchange(m_isStarredOnly, isOnly) != isOnly) {
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
    if (!index.isValid() || row < firstFinished()) {
        return nullptr;
    }
    const Row& one = m_finished.at(row - firstFinished());
    return one.day.isValid() ? nullptr : &one.task;
}

QModelIndex ResultsModel::indexOf(const tasks::TaskId& task)
{
    const auto it = task.empty() ? m_finished.end() : rowOf(task);
    return it == m_finished.end()
               ? QModelIndex()
               : index(static_cast<int>(firstFinished()) + static_cast<int>(it - m_finished.begin()));
}

tasks::TaskId ResultsModel::running(const QModelIndex& index) const
{
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row > 0 && row < firstFinished() ? m_running[row - 1].id : tasks::TaskId();
}

int ResultsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(firstFinished() + m_finished.size());
}

Qt::ItemFlags ResultsModel::flags(const QModelIndex& index) const
{
    if (index.data(IsHeading).toBool()) {
        return Qt::NoItemFlags;
    }
    return QAbstractListModel::flags(index) | (finished(index) == nullptr ? Qt::NoItemFlags : Qt::ItemIsDragEnabled);
}

QVariant ResultsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const auto row = static_cast<std::size_t>(index.row());
    if (row < firstFinished()) {
        return row == 0 ? headingData(tr("Now"), m_runningCount, role) : runningData(m_running[row - 1], role);
    }
    const std::size_t at = row - firstFinished();
    const Row& one = m_finished[at];
    return one.day.isValid() ? headingData(shortDayWords(one.day), countBelow(at), role) : finishedData(one, role);
}

QVariant ResultsModel::headingData(const QString& words, const QString& count, int role) const
{
    switch (role) {
    case IsHeading: return true;
    case Qt::DisplayRole: return words;
    case Count: return count;
    default: return {};
    }
}

QVariant ResultsModel::runningData(const Running& one, int role) const
{
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

QVariant ResultsModel::finishedData(const Row& one, int role) const
{
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

QString ResultsModel::countBelow(std::size_t heading) const
{
    const auto first = m_finished.begin() + static_cast<std::ptrdiff_t>(heading) + 1;
    const auto next = std::find_if(first, m_finished.end(), [](const Row& row) { return row.day.isValid(); });
    return next == m_finished.end() && m_isCut ? QString() : QString::number(next - first);
}

QMimeData* ResultsModel::mimeData(const QModelIndexList& indexes) const
{
    auto* data = new QMimeData;
    QList<QUrl> files;
    for (const QModelIndex& one : indexes) {
        const tasks::Task* task = finished(one);
        if (const QString file = task == nullptr ? QString() : m_tasks.pictureFile(*task); !file.isEmpty()) {
            files << QUrl::fromLocalFile(file);
        }
    }
    data->setUrls(files);
    return data;
}

void ResultsModel::takeRunning()
{
    std::vector<Running> now;
    int unfinished = 0;
    for (const tasks::TaskView& view : m_tasks.tasks()) {
        const bool isRunning = view.task.state == tasks::TaskState::Running;
        unfinished += isRunning || view.task.state == tasks::TaskState::Queued ? 1 : 0;
        if (isRunning) {
            const auto old = std::ranges::find(m_running, view.task.id, &Running::id);
            now.push_back({view.task.id, QString::fromStdString(view.task.prompt), view.progress.progress,
                           old == m_running.end() ? QImage() : old->preview});
        }
    }
    const QString count = tr("%1 of %2").arg(now.size()).arg(unfinished);
    const bool isOtherCount = std::exchange(m_runningCount, count) != count;
    if (std::ranges::equal(now, m_running, {}, &Running::id, &Running::id)) {
        if (isOtherCount && !m_running.empty()) {
            rowChanged(0);
        }
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
        rowChanged(static_cast<std::size_t>(it - m_running.begin()) + 1);
    }
}

void ResultsModel::preview(const tasks::TaskId& task, const QImage& picture)
{
    const auto it = std::ranges::find(m_running, task, &Running::id);
    if (it != m_running.end()) {
        it->preview = picture;
        rowChanged(static_cast<std::size_t>(it - m_running.begin()) + 1);
    }
}

void ResultsModel::add(const tasks::Task& task)
{
    if (isSearching()) {
        load(); // the history knows whether it has the words
        return;
    }
    const auto first = static_cast<int>(firstFinished());
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
        if (!task.isTrashed() && task.origin == tasks::TaskOrigin::Generated) {
            load(); // it came back, from the trash or among those with a star
        }
    } else if (task.isTrashed() || (m_isStarredOnly && !task.isStarred)) {
        remove(it);
    } else {
        it->task = task;
        rowChanged(firstFinished() + static_cast<std::size_t>(it - m_finished.begin()));
    }
}

// With its day's heading where it was the only one.
void ResultsModel::remove(std::deque<Row>::iterator row)
{
    const auto next = row + 1;
    const bool isAlone = (row - 1)->day.isValid() && (next == m_finished.end() || next->day.isValid());
    const auto first = isAlone ? row - 1 : row;
    const auto at = static_cast<int>(firstFinished()) + static_cast<int>(first - m_finished.begin());
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
            self->rowChanged(self->firstFinished() + static_cast<std::size_t>(it - self->m_finished.begin()));
        }
    });
}

void ResultsModel::rowChanged(std::size_t row)
{
    const QModelIndex changed = index(static_cast<int>(row));
    Q_EMIT dataChanged(changed, changed);
}

} // namespace genserve::ui
