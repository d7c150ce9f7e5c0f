// One device as a card: its memory and figures, what it holds and does, and its switch.
#pragma once

#include <optional>

#include <QFrame>
#include <QLabel>

#include "device_memory.h"
#include "tasks/task_commands.h"
#include "ui/world.h"

class QStackedLayout;

namespace genserve::ui {

class ElidedLabel;
class FigureRow;
class MemoryLegend;
class Notice;
class ProgressLine;
class StateChip;
class TextLabel;
class ToggleSwitch;

class DevicePanel : public QFrame {
    Q_OBJECT

public:
    explicit DevicePanel(const ModelsSource& models, QWidget* parent = nullptr);

    // Each call adds a point to the charts, so it comes about once a second. task: the one that it runs.
    void setDevice(const tasks::DeviceStatus& device, const std::optional<tasks::TaskView>& task);

    void setTask(const std::optional<tasks::TaskView>& task);          // its progress alone
    void setPreview(const tasks::TaskId& task, const QImage& picture); // if it is the one that it runs

Q_SIGNALS:
    void modeWanted(const std::string& device, genserve::tasks::DeviceMode mode);

private:
    QLayout* buildHead();
    QLayout* buildNow();
    QLayout* buildTask();
    void showWords();
    void showFigures();
    void showTask();
    void showModel();

    const ModelsSource& m_models;
    tasks::DeviceStatus m_device;
    DeviceMemory m_share;
    std::optional<tasks::TaskView> m_task;
    QLabel* m_icon;
    TextLabel* m_id;
    ElidedLabel* m_name;
    StateChip* m_state;
    ToggleSwitch* m_switch;
    MemoryBar* m_memory;
    MemoryLegend* m_legend;
    FigureRow* m_load;
    FigureRow* m_heat;
    FigureRow* m_power;
    QLabel* m_box;
    ElidedLabel* m_held;
    QStackedLayout* m_now = nullptr; // the task, or why there is none
    QWidget* m_taskBox;
    QLabel* m_preview;
    tasks::TaskId m_pictured; // whose preview is shown
    ElidedLabel* m_prompt;
    ElidedLabel* m_step;
    TextLabel* m_left;
    ProgressLine* m_progress;
    Notice* m_reason;
};

} // namespace genserve::ui
