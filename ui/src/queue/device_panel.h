// One device as a card: what it does, what it holds, and its switch.
#pragma once

#include <QFrame>
#include <QLabel>

#include "tasks/task_commands.h"

namespace genserve::ui {

class ElidedLabel;
class StateChip;
class TextLabel;
class ToggleSwitch;

class DevicePanel : public QFrame {
    Q_OBJECT

public:
    explicit DevicePanel(QWidget* parent = nullptr);

    void setDevice(const tasks::DeviceStatus& device);

Q_SIGNALS:
    void modeWanted(const std::string& device, genserve::tasks::DeviceMode mode);

private:
    void showWords();

    tasks::DeviceStatus m_device;
    QLabel* m_icon;
    TextLabel* m_id;
    ElidedLabel* m_name;
    StateChip* m_state;
    ToggleSwitch* m_switch;
    ElidedLabel* m_held;
    TextLabel* m_reason;
};

} // namespace genserve::ui
