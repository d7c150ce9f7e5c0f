// The gallery's trash: pictures go there with undo, come back, or are deleted for good after a question.
#pragma once

#include <vector>

#include <QObject>

#include "ui/world.h"

namespace genserve::ui {

class GalleryModel;

class TrashBin : public QObject {
    Q_OBJECT

public:
    // Asks its questions over `window`, which owns it.
    TrashBin(TaskDoor& tasks, GalleryModel& grid, QWidget* window);

    void move(const std::vector<tasks::Task>& tasks); // into the trash
    void putBack(std::vector<tasks::Task> tasks);
    void undo(); // the last move
    void purge(const std::vector<tasks::Task>& tasks);
    void empty();
    [[nodiscard]] bool canUndo() const { return !m_moves.empty(); }

Q_SIGNALS:
    void changed(); // what stands in the grid, or what undo() can do
    void purged();
    void undone();

private:
    void setTrashed(std::vector<tasks::Task> tasks, bool isTrashed);
    bool isCertain(const QString& question);
    void purgeNow(const std::vector<tasks::TaskId>& ids); // none = all

    TaskDoor& m_tasks;
    GalleryModel& m_grid;
    QWidget* m_window;
    std::vector<std::vector<tasks::Task>> m_moves; // the last one at the end
};

} // namespace genserve::ui
