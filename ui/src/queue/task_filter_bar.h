// Over the queue's list: which tasks it shows, and the queue's own switch.
#pragma once

#include <array>

#include <QWidget>

#include "task_list_model.h"

namespace genserve::ui {

class CommandRegistry;
class SearchField;
class TextButton;
class WordChip;

class TaskFilterBar : public QWidget {
    Q_OBJECT

public:
    TaskFilterBar(TaskListModel& model, TaskDoor& tasks, CommandRegistry& commands, QWidget* parent = nullptr);

    void focusSearch();

private:
    void show();
    void showDoors();
    void change(const std::function<void(TaskFilter&)>& edit);

    TaskListModel& m_model;
    TaskDoor& m_tasks;
    std::array<WordChip*, 6> m_groups{};
    WordChip* m_door;
    SearchField* m_search;
    TextButton* m_pause;
};

} // namespace genserve::ui
