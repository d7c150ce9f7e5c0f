// The queue's list: rows to drag, a menu on each, the place of a drop as a line between two.
#pragma once

#include <QListView>

#include "task_action.h"

namespace genserve::ui {

class CommandRegistry;
class TaskListModel;

class TaskList : public QListView {
    Q_OBJECT

public:
    TaskList(TaskListModel& model, const CommandRegistry& commands, QWidget* parent = nullptr);

    void showMenu(int row, const QPoint& globalPlace);

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
