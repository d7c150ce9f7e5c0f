// The colour that the mask is shown in, and a choice of others below it.
#pragma once

#include <QColor>
#include <QToolButton>

namespace genserve::ui {

class MaskSwatch : public QToolButton {
    Q_OBJECT

public:
    explicit MaskSwatch(QWidget* parent = nullptr);

    void setColour(const QColor& colour);

Q_SIGNALS:
    void chosen(const QColor& colour);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void open();

    QColor m_colour;
};

} // namespace genserve::ui
