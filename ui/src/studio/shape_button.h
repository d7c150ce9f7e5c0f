// A choice of the picture's shape: its outline over its ratio.
#pragma once

#include <QAbstractButton>
#include <QSize>

namespace genserve::ui {

class ShapeButton : public QAbstractButton {
    Q_OBJECT

public:
    explicit ShapeButton(const QSize& shape, QWidget* parent = nullptr);

    void setShape(const QSize& shape);
    [[nodiscard]] const QSize& shape() const { return m_shape; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QSize m_shape;
};

} // namespace genserve::ui
