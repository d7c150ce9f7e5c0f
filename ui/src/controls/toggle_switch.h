// An on/off control that acts at once.
#pragma once

#include <QAbstractButton>
#include <QVariantAnimation>

namespace genserve::ui {

// The label stands to its right; click, Space or Enter.
class ToggleSwitch : public QAbstractButton {
    Q_OBJECT

public:
    explicit ToggleSwitch(const QString& text = {}, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QVariantAnimation m_slide; // 0 off … 1 on
};

} // namespace genserve::ui
