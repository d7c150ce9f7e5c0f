// Every task of every door, and the devices.
#pragma once

#include "../shell/page.h"
#include "ui/world.h"

class QHBoxLayout;
class QListView;

namespace genserve::ui {

class CommandRegistry;
class TaskListModel;
class TextButton;

class QueuePage : public Page {
    Q_OBJECT

public:
    QueuePage(TaskDoor& tasks, CommandRegistry& commands, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString state() const override;
    [[nodiscard]] QString railWord() const override;
    void focusNextPart() override;

private:
    void addCommands(CommandRegistry& commands);
    void act(int action, int row);
    void showDevices();
    [[nodiscard]] std::optional<tasks::TaskView> taskOn(const tasks::DeviceStatus& device) const;
    void showPause();

    TaskDoor& m_tasks;
    TaskListModel* m_model;
    QListView* m_list;
    QHBoxLayout* m_devices;
    TextButton* m_pause;
};

} // namespace genserve::ui
