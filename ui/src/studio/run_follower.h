// Which of the tasks that run is shown on the canvas.
#pragma once

#include <deque>
#include <optional>

#include <QObject>
#include <QPainterPath>

#include "ui/world.h"

namespace genserve::ui {

// What the canvas knows of a task when it is sent.
struct RunPicture {
    QSize size;            // px of the picture to come; empty = not known
    bool isInside = false; // it repaints a part of the input: its preview is drawn inside the mask
    QImage mask;           // of `area`, white = repainted; small
    QRectF area;           // what its preview covers, px of the input
    QPainterPath outline;  // of the mask, px of the input
    qint64 input = 0;      // QImage::cacheKey() of the input and of the mask
    qint64 drawn = 0;
};

// Of the tasks that this window sent the newest that runs, else the newest that waits; a task that the user chose
// comes before them until it ends. GUI thread.
class RunFollower : public QObject {
    Q_OBJECT

public:
    explicit RunFollower(TaskDoor& tasks, QObject* parent = nullptr);

    // The window sent them; what was chosen before does not count any more.
    void add(const std::vector<tasks::TaskId>& sent, const RunPicture& picture);
    // The user chose a task that runs or waits, of any door.
    void choose(const tasks::TaskId& task, const RunPicture& picture);
    // The user looks at something else: nothing is shown by itself until the next add() or follow().
    void hold();
    void follow();
    [[nodiscard]] bool isHeld() const { return m_isHeld; }
    [[nodiscard]] bool isChosen() const { return !m_chosen.empty() && m_chosen == m_shown; }

    // Empty = none. newest(): also while held.
    [[nodiscard]] const tasks::TaskId& shown() const { return m_shown; }
    [[nodiscard]] tasks::TaskId newest() const;
    [[nodiscard]] RunPicture pictureOf(const tasks::TaskId& task) const;
    [[nodiscard]] const tasks::TaskView* view(const tasks::TaskId& task) const; // nullptr = not in the list yet

Q_SIGNALS:
    void shownChanged();
    void advanced();                                // some state or progress changed
    void failed(const genserve::tasks::Task& task); // one of this window's
    // It has a picture now.
    void ended(const genserve::tasks::Task& task, const genserve::ui::RunPicture& picture, bool wasShown);

private:
    struct Run {
        tasks::TaskId task;
        RunPicture picture;
        bool isOwn = true;
        bool wasListed = false, isMissing = false;
    };
    void takeTasks();
    void takeFinished(const tasks::Task& task);
    void decide();
    void forgetChosen();
    void adoptEarlier();

    TaskDoor& m_tasks;
    std::deque<Run> m_runs; // unfinished ones, in the order they were sent
    tasks::TaskId m_chosen, m_shown;
    bool m_isHeld = false, m_hasAdopted = false;
};

} // namespace genserve::ui
