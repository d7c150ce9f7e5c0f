// How a picture of the results list is drawn.
#pragma once

#include <QStyledItemDelegate>

namespace genserve::ui {

class ResultCell : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setSide(int px) { m_side = px; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_side = 96;
};

} // namespace genserve::ui
