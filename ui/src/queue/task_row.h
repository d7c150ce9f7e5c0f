// How a row of the queue is drawn, its buttons, and the heading over all rows.
#pragma once

#include <QStyledItemDelegate>
#include <QWidget>

#include "task_action.h"

namespace genserve::ui {

class TaskRow : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

Q_SIGNALS:
    void acted(genserve::ui::TaskAction action, int row);
    void menuWanted(int row, const QPoint& place); // in the list's viewport
};

// The names of the columns; as wide as the list.
class TaskHeading : public QWidget {
    Q_OBJECT

public:
    explicit TaskHeading(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace genserve::ui
