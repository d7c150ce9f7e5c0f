// A number with its name in one field: drag to change, click to type, wheel when focused.
#pragma once

#include <functional>
#include <optional>

#include <QAbstractSlider>
#include <QString>

#include "text_label.h"

class QLineEdit;

namespace genserve::ui {

// Integer steps inside (QAbstractSlider's range), shown as value() * scale with `decimals` digits and a unit.
// The bar grows from zero where the range holds it, else from the least value.
// Keys: arrows one step, Shift+drag a tenth of the speed, Enter or click types, double click goes back to the default.
class ValueSlider : public QAbstractSlider {
    Q_OBJECT

public:
    explicit ValueSlider(const QString& name, QWidget* parent = nullptr);

    void setName(const QString& name);
    [[nodiscard]] const QString& name() const { return m_name; }
    // real value = value() * scale
    void setScale(double scale, int decimals);
    void setUnit(const QString& unit); // "px", "%": behind a thin space
    // Before the name; an empty one is none.
    void setIcon(const QString& iconName, Tone tone = Tone::None);
    void setNote(const QString& note); // small, before the value: "302 of 304"
    [[nodiscard]] const QString& note() const { return m_note; }
    [[nodiscard]] double realValue() const { return value() * m_scale; }
    void setRealValue(double real);
    // The tick; a double click returns to it.
    void setDefaultValue(std::optional<int> value);

    [[nodiscard]] QString valueText() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void startTyping();
    void finishTyping(bool isKept);
    void paintTrack(QPainter& painter, const QRectF& frame) const;
    void paintTexts(QPainter& painter) const;
    [[nodiscard]] double fraction(int value) const;

    QString m_name, m_unit, m_note, m_icon;
    Tone m_iconTone = Tone::None;
    double m_scale = 1;
    int m_decimals = 0;
    std::optional<int> m_default;
    QLineEdit* m_editor = nullptr; // child, shown while typing
    QPointF m_pressedAt;
    double m_dragValue = 0;
    bool m_isDragged = false;
};

} // namespace genserve::ui
