// Brings the tasks of this window onto the canvas: previews while they run, their pictures when they are done.
#pragma once

#include <QObject>

#include "run_follower.h"

namespace genserve::ui {

class CanvasPane;
class RunPlate;
class StudioModel;

// What is being masked is never covered: a picture that comes while the mask is drawn on waits behind the plate.
class RunView : public QObject {
    Q_OBJECT

public:
    RunView(TaskDoor& tasks, StudioModel& model, CanvasPane& pane);

    void sent(const std::vector<tasks::TaskView>& tasks, const RunPicture& picture);
    void choose(const tasks::TaskId& task); // it runs or waits, of any door
    void show(const tasks::Task& task);     // a finished one that the user chose
    void cancelNewest();

    // Of what would be sent now. workArea: px of the input, of "only masked".
    static RunPicture pictureOf(StudioModel& model, const QRect& workArea);

Q_SIGNALS:
    void failed(const QString& reason); // of a task of this window, in a sentence
    void message(const QString& text);

private:
    void bring(const tasks::Task& task, bool isWanted);
    void take(const tasks::Task& task, const QImage& picture, bool isWanted);
    void showRun();
    void showPlate();
    [[nodiscard]] bool isMaskInWork() const;

    TaskDoor& m_tasks;
    StudioModel& m_model;
    CanvasPane& m_pane;
    RunFollower m_follower;
    RunPlate* m_plate;
    tasks::TaskId m_awaited;            // its file is being read
    std::optional<tasks::Task> m_ready; // done, but the canvas was in use
    RunPicture m_last;                  // of the run that ended last
};

} // namespace genserve::ui
