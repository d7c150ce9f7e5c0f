// The queue as rows: running, waiting in their order, then failed and cancelled.
#pragma once

#include <map>

#include <QAbstractListModel>
#include <QImage>

#include "ui/world.h"

namespace genserve::ui {

// Waiting rows can be dragged among each other.
class TaskListModel : public QAbstractListModel {
    Q_OBJECT

public:
    explicit TaskListModel(TaskDoor& tasks, QObject* parent = nullptr);

    [[nodiscard]] const tasks::TaskView& task(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

private:
    void refresh();
    void progress(const tasks::TaskProgress& progress);
    void preview(const tasks::TaskId& task, const QImage& picture);
    [[nodiscard]] int rowOf(const tasks::TaskId& task) const; // -1 = none

    TaskDoor& m_tasks;
    std::vector<tasks::TaskView> m_rows;
    std::map<tasks::TaskId, QImage> m_previews;
};

} // namespace genserve::ui
