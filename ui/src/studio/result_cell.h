// How a picture of the results list is drawn.
#pragma once

#include <QStyledItemDelegate>

namespace genserve::ui {

class ResultCell : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    // px of a picture's side; of a heading's width.
    void setSizes(int side, int width);
    [[nodiscard]] static QRect starPlace(const QRect& cell, int side); // of a cell of the view
    [[nodiscard]] int side() const { return m_side; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_side = 96, m_width = 208;
};

} // namespace genserve::ui
