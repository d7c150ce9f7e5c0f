#include "trash_bin.h"

#include <QDateTime>

#include "../controls/question_dialog.h"
#include "gallery_model.h"
#include "picture_marks.h"

namespace genserve::ui {

TrashBin::TrashBin(TaskDoor& tasks, GalleryModel& grid, QWidget* window)
    : QObject(window), m_tasks(tasks), m_grid(grid), m_window(window)
{
}

void TrashBin::setTrashed(std::vector<tasks::Task> tasks, bool isTrashed)
{
    for (tasks::Task& task : tasks) {
        m_tasks.setTrashed(task.id, isTrashed);
        task.trashedMs = isTrashed ? QDateTime::currentMSecsSinceEpoch() : 0;
        m_grid.take(task);
    }
    Q_EMIT changed();
}

void TrashBin::move(const std::vector<tasks::Task>& tasks)
{
    m_moves.push_back(tasks);
    setTrashed(tasks, true);
}

void TrashBin::putBack(std::vector<tasks::Task> tasks) { setTrashed(std::move(tasks), false); }

void TrashBin::undo()
{
    if (!canUndo()) {
        return;
    }
    std::vector<tasks::Task> tasks = std::move(m_moves.back());
    m_moves.pop_back();
    setTrashed(std::move(tasks), false);
    Q_EMIT undone();
}

void TrashBin::purge(const std::vector<tasks::Task>& tasks)
{
    if (!tasks.empty() && isCertain(tr("Delete %n picture(s) for good?", nullptr, static_cast<int>(tasks.size())))) {
        purgeNow(idsOf(tasks));
    }
}

void TrashBin::empty()
{
    if (isCertain(tr("Empty the trash?"))) {
        purgeNow({});
    }
}

bool TrashBin::isCertain(const QString& question)
{
    return QuestionDialog::isCertain(
        {question, tr("Pictures and settings can't be brought back after this."), tr("Delete for good"), tr("Keep")},
        m_window);
}

void TrashBin::purgeNow(const std::vector<tasks::TaskId>& ids)
{
    m_moves.clear();
    m_tasks.purge(ids);
    Q_EMIT purged();
}

} // namespace genserve::ui
