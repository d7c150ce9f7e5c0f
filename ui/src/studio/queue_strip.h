// The bottom dock: the first tasks of the queue and the devices, as cards.
#pragma once

#include <deque>
#include <map>
#include <string>

#include <QWidget>

#include "../queue/device_memory.h"
#include "ui/world.h"

class QHBoxLayout;
class QLayout;

namespace genserve::ui {

class ElidedLabel;
class TextButton;

class QueueStrip : public QWidget {
    Q_OBJECT

public:
    // Its headings stand in `titleRow`, where the dock can be dragged by them.
    QueueStrip(TaskDoor& tasks, const ModelsSource& models, QHBoxLayout& titleRow, QWidget* parent = nullptr);

Q_SIGNALS:
    void queueWanted(); // the page with all of it
    void foldWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void preview(const tasks::TaskId& task, const QImage& picture);

    TaskDoor& m_tasks;
    const ModelsSource& m_models;
    ElidedLabel* m_queueState;
    ElidedLabel* m_deviceState;
    TextButton* m_more; // devices that have no room
    QHBoxLayout* m_taskCards;
    QHBoxLayout* m_deviceCards;
    QHBoxLayout* m_row;
    QHBoxLayout& m_titleRow;
    QList<QLayout*> m_heads;                           // in the title row
    std::map<std::string, DeviceMemory> m_memory;      // by device
    std::map<std::string, std::deque<double>> m_loads; // percent, by device, oldest first
};

} // namespace genserve::ui
