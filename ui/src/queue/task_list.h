// The queue's list: rows to drag, a menu on each, the place of a drop as a line between two.
#pragma once

#include <vector>

#include <QListView>

#include "tasks/task.h"

#include "task_action.h"

namespace genserve::ui {

class CommandRegistry;
class TaskListModel;

class TaskList : public QListView {
    Q_OBJECT

public:
    TaskList(TaskListModel& model, const CommandRegistry& commands, QWidget* parent = nullptr);

    void showMenu(int row, const QPoint& globalPlace);
    [[nodiscard]] std::vector<tasks::TaskId> chosen() const; // from the top
    void choose(const std::vector<tasks::TaskId>& tasks);    // those that are still there; does not scroll
    void actOnChosen(TaskAction action);                     // on all of them or on the current one

Q_SIGNALS:
    void acted(genserve::ui::TaskAction action, int row);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void startDrag(Qt::DropActions actions) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int placeAt(const QPoint& point) const; // the row before which a drop would put it
    void setPlace(int place);

    TaskListModel& m_model;
    const CommandRegistry& m_commands;
    int m_place = -1; // of a drag over the list; -1 = none
    int m_dragged = -1;
};

} // namespace genserve::ui
