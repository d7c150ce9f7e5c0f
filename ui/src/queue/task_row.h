// How a row of the queue is drawn, and its buttons.
#pragma once

#include <vector>

#include <QStyledItemDelegate>

#include "tasks/task_view.h"

namespace genserve::ui {

class TaskRow : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum class Action { RunNext, Cancel, Retry };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

    // From right to left.
    static std::vector<Action> actionsOf(const tasks::TaskView& view);

Q_SIGNALS:
    void acted(int action, int row);
};

} // namespace genserve::ui
