// The bottom dock: the first tasks of the queue and the devices, as cards.
#pragma once

#include <QWidget>

#include "ui/world.h"

class QHBoxLayout;

namespace genserve::ui {

class TextLabel;

class QueueStrip : public QWidget {
    Q_OBJECT

public:
    explicit QueueStrip(TaskDoor& tasks, QWidget* parent = nullptr);

Q_SIGNALS:
    void queueWanted(); // the page with all of it

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void preview(const tasks::TaskId& task, const QImage& picture);

    TaskDoor& m_tasks;
    TextLabel* m_queueState;
    TextLabel* m_deviceState;
    QHBoxLayout* m_taskCards;
    QHBoxLayout* m_deviceCards;
};

} // namespace genserve::ui
