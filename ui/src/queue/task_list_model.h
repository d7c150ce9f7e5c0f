// The queue as rows: running, waiting in their order, then failed, cancelled and done, the last one first.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <set>

#include <QAbstractListModel>
#include <QImage>

#include "ui/world.h"

namespace genserve::ui {

enum class TaskGroup { All, Running, Waiting, Failed, Done, Cancelled };

struct TaskFilter {
    TaskGroup group = TaskGroup::All;
    std::string client; // empty = of every door
    QString text;       // in the prompt or the model's name
    bool operator==(const TaskFilter&) const = default;
};

// Waiting rows can be dragged among each other. Pictures are asked for when they are first painted: what is made, the
// preview, or what it works on.
class TaskListModel : public QAbstractListModel {
    Q_OBJECT

public:
    TaskListModel(TaskDoor& tasks, const ModelsSource& models, QObject* parent = nullptr);

    void setFilter(const TaskFilter& filter);
    void askForDone(tasks::WallMs since);   // those that were finished then or later, before this start too
    void forgetDone();                      // finished tasks leave the list
    void forget(const tasks::TaskId& task); // a finished one
    void bringBack(const tasks::TaskView& view);
    [[nodiscard]] const TaskFilter& filter() const { return m_filter; }
    [[nodiscard]] int count(TaskGroup group) const;         // whatever the filter
    [[nodiscard]] std::vector<std::string> clients() const; // of all tasks

    [[nodiscard]] const tasks::TaskView& task(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    [[nodiscard]] QString modelOf(const tasks::Task& task) const; // its name
    // Under the sender's name: where it called from, as far as that is known, else what was asked.
    [[nodiscard]] QString senderLine(const tasks::Task& task) const;
    void setServer(const ServerControl* server) { m_server = server; }
    [[nodiscard]] int rowOf(const tasks::TaskId& task) const; // -1 = none
    // Where a waiting task goes when it is dropped before the row; nothing where it stands there already.
    [[nodiscard]] std::optional<tasks::MoveTarget> targetOf(const tasks::TaskId& moved, int row) const;
    // The rows between which a waiting task may be dropped: [first, second].
    [[nodiscard]] std::pair<int, int> waitingRows() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

Q_SIGNALS:
    void counted(); // some group's number changed

private:
    void refresh();
    void progress(const tasks::TaskProgress& progress);
    void preview(const tasks::TaskId& task, const QImage& picture);
    void takeFinished(const tasks::Task& task);
    void keepPicture(const tasks::TaskId& task, const QImage& picture);
    [[nodiscard]] bool passes(const tasks::TaskView& view) const;
    [[nodiscard]] QImage picture(const tasks::TaskView& view) const;
    [[nodiscard]] std::vector<tasks::TaskView> all() const;

    TaskDoor& m_tasks;
    const ModelsSource& m_models;
    const ServerControl* m_server = nullptr;
    TaskFilter m_filter;
    std::vector<tasks::TaskView> m_rows;
    std::deque<tasks::TaskView> m_done; // in no order
    std::map<tasks::TaskId, QImage> m_pictures;
    mutable std::set<std::pair<tasks::TaskId, bool>> m_asked; // with whether of a finished one
};

TaskGroup groupOf(tasks::TaskState state);

} // namespace genserve::ui
