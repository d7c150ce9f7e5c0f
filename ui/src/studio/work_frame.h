// Asks where "only masked" will work, and shows it on the canvas.
#pragma once

#include <QObject>
#include <QTimer>

#include "ui/world.h"

namespace genserve::ui {

class CanvasPane;
class StudioModel;

// Asks a moment after the last change; an answer that a newer question has overtaken is dropped.
class WorkFrame : public QObject {
    Q_OBJECT

public:
    WorkFrame(TaskDoor& tasks, StudioModel& model, CanvasPane& pane);

private:
    void ask();

    TaskDoor& m_tasks;
    StudioModel& m_model;
    CanvasPane& m_pane;
    QTimer m_pause;
    int m_question = 0;
};

} // namespace genserve::ui
