// Whether the last result of the picture that is worked on left the rest as it was.
#pragma once

#include <optional>

#include <QObject>

#include "ui/world.h"

namespace genserve::ui {

class CanvasPane;

class ResultProof : public QObject {
    Q_OBJECT

public:
    // Both outlive it.
    ResultProof(TaskDoor& tasks, CanvasPane& pane);

Q_SIGNALS:
    void begun();                         // it is being measured
    void measured(qint64 changedOutside); // pixels
    void withdrawn();                     // there is no result, or it did not have to keep anything

private:
    void ask();
    void measure(const GenerationRequest& request);

    TaskDoor& m_tasks;
    CanvasPane& m_pane;
    int m_question = 0; // answers that a newer one has overtaken are dropped
};

} // namespace genserve::ui
