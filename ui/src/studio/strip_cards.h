// A task and a device in the size of a card of the bottom dock.
#pragma once

#include <QFrame>
#include <QImage>

#include "tasks/device_status.h"
#include "tasks/task_view.h"

namespace genserve::ui {

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

    void setDevice(const tasks::DeviceStatus& device);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    tasks::DeviceStatus m_device;
};

} // namespace genserve::ui
