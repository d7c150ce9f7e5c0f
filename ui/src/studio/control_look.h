// Shows on the canvas what the control model will be given.
#pragma once

#include <QObject>
#include <QTimer>

#include "ui/world.h"

class QAction;

namespace genserve::ui {

class CanvasPane;
class StudioModel;

// While the action is checked: asks a moment after the last change of the picture, its size or what is found in it; an
// answer that a newer question has overtaken is dropped.
class ControlLook : public QObject {
    Q_OBJECT

public:
    ControlLook(TaskDoor& tasks, StudioModel& model, CanvasPane& pane, QAction& isShown);

private:
    struct Question {
        qint64 picture = 0; // its cacheKey(); 0 = nothing is to be shown
        QSize size;
        bool findsEdges = false;

        bool operator==(const Question& other) const = default;
    };
    [[nodiscard]] Question question() const;
    void follow();
    void ask();

    TaskDoor& m_tasks;
    StudioModel& m_model;
    CanvasPane& m_pane;
    QAction& m_isShown;
    QTimer m_pause;
    Question m_asked;
};

} // namespace genserve::ui
