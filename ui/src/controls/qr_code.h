// A text as a QR code, black on white with its quiet zone in both looks, or cameras would not read it.
#pragma once

#include <QBitArray>
#include <QWidget>

namespace genserve::ui {

// Modules of a QR code, row by row; side 0 = the text can't be coded.
struct QrModules {
    int side = 0;
    QBitArray isBlack;
};
QrModules qrModules(const QString& text);

class QrCode : public QWidget {
    Q_OBJECT

public:
    explicit QrCode(QWidget* parent = nullptr);

    void setText(const QString& text); // also what assistive tools read

    [[nodiscard]] QSize sizeHint() const override { return {168, 168}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QrModules m_modules;
};

} // namespace genserve::ui
