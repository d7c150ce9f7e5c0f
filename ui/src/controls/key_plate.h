// A key as on a keyboard: "Ctrl" "K".
#pragma once

#include <QPainter>
#include <QWidget>

namespace genserve::ui {

// Every key of "Ctrl+Shift+K" on a plate of its own, right aligned in `rect`; returns the width used.
int paintKeyPlates(QPainter& painter, const QRect& rect, const QString& keys);

class KeyPlate : public QWidget {
    Q_OBJECT

public:
    explicit KeyPlate(const QString& key, QWidget* parent = nullptr);

    void setKey(const QString& key); // shown on one plate
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_key;
};

} // namespace genserve::ui
