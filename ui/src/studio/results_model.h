// The pictures of this and earlier runs, newest first; those being made stand at the front.
#pragma once

#include <deque>

#include <QAbstractListModel>
#include <QImage>

#include "ui/world.h"

namespace genserve::ui {

class ResultsModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Roles {
        Fraction = Qt::UserRole, // 0..1 of a running one, negative = finished
        StepText,                // "17/28"
        IsStarred,
    };

    explicit ResultsModel(TaskDoor& tasks, QObject* parent = nullptr);

    // Asks the history for the pictures of earlier runs.
    void load();
    // nullptr = still being made.
    [[nodiscard]] const tasks::Task* finished(const QModelIndex& index) const;
    [[nodiscard]] tasks::TaskId running(const QModelIndex& index) const; // empty = finished

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Running {
        tasks::TaskId id;
        QString prompt;
        Progress progress;
        QImage preview;
    };
    struct Finished {
        tasks::Task task;
        QImage thumbnail;
    };

    void takeRunning();
    void progress(const tasks::TaskProgress& progress);
    void preview(const tasks::TaskId& task, const QImage& picture);
    void add(const tasks::Task& task);
    void loadThumbnail(const tasks::Task& task);
    void rowChanged(std::size_t row);

    TaskDoor& m_tasks;
    std::vector<Running> m_running;
    std::deque<Finished> m_finished;
};

} // namespace genserve::ui
