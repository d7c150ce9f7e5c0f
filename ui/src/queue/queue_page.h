// Every task of every door, and the devices.
#pragma once

#include <functional>

#include "../shell/page.h"
#include "ui/world.h"

class QHBoxLayout;
class QSettings;

namespace genserve::ui {

class CommandRegistry;
class PictureRate;
class TaskFilterBar;
class TaskList;
class TaskListModel;
enum class TaskAction;

class QueuePage : public Page {
    Q_OBJECT

public:
    QueuePage(TaskDoor& tasks, const ModelsSource& models, const PictureRate& rate, CommandRegistry& commands,
              QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString state() const override;
    [[nodiscard]] QString railWord() const override;
    void focusNextPart() override;
    // Whose callers tell the addresses behind the names of keys.
    void setServer(const ServerControl& server);
    // Where it is kept when the list was cleared, so that it is still clear after the next start.
    void keepClearing(QSettings& settings);

Q_SIGNALS:
    void openWanted(const genserve::tasks::TaskView& view); // in the studio
    void editWanted(const genserve::tasks::TaskView& view); // the same, to take its place
    void message(const QString& text);
    void undoable(const QString& text, const std::function<void()>& undo); // the same with an action

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildList();
    void addCommands();
    void allowCommands(); // what the chosen task allows
    void act(TaskAction action, int row);
    void chooseNeighbour(int row);
    void cancelWaiting();
    void remove(const tasks::TaskView& view); // out of the list
    void offerBack(std::function<void()> undo);
    void clearEnded();           // out of this list; pictures stay in the gallery
    void shift(int row, int by); // a waiting task, by one place
    void duplicate(const tasks::Task& task);
    void keepChoice();
    void showDevices();
    [[nodiscard]] std::optional<tasks::TaskView> taskOn(const tasks::DeviceStatus& device) const;

    TaskDoor& m_tasks;
    const ModelsSource& m_models;
    CommandRegistry& m_commands;
    TaskListModel* m_model;
    TaskList* m_list;
    TaskFilterBar* m_filter;
    QHBoxLayout* m_devices;
    std::vector<tasks::TaskId> m_chosen; // stay chosen while the queue moves
    int m_scrolled = 0;                  // before a reset, px
    QSettings* m_settings = nullptr;
    bool m_wasShown = false;
    std::vector<std::function<void()>> m_removed; // by one command: how each comes back
};

} // namespace genserve::ui
