// A task and a device in the size of a card of the bottom dock.
#pragma once

#include <deque>

#include <QFrame>
#include <QImage>

#include "tasks/device_status.h"
#include "tasks/task_view.h"

namespace genserve::ui {

class MemoryBar;
struct MemoryUse;
class Sparkline;

class TaskCard : public QFrame {
    Q_OBJECT

public:
    explicit TaskCard(QWidget* parent = nullptr);

    void setTask(const tasks::TaskView& view);
    void setPicture(const QImage& picture);
    [[nodiscard]] const tasks::TaskId& task() const { return m_view.task.id; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    tasks::TaskView m_view;
    QImage m_picture;
};

class DeviceCard : public QFrame {
    Q_OBJECT

public:
    explicit DeviceCard(QWidget* parent = nullptr);

    // loads: percent, oldest first.
    // model: the name of the one it holds, if any.
    void setDevice(const tasks::DeviceStatus& device, const QString& model, const std::deque<double>& loads,
                   const MemoryUse& memory);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void paintMemory(QPainter& painter, const QRect& line) const;

    tasks::DeviceStatus m_device;
    Sparkline* m_load;
    MemoryBar* m_memory;
};

} // namespace genserve::ui
