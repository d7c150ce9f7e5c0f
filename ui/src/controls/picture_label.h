// A picture as large as the width allows, whole, with rounded corners.
#pragma once

#include <QImage>
#include <QWidget>

namespace genserve::ui {

class PictureLabel : public QWidget {
    Q_OBJECT

public:
    explicit PictureLabel(QWidget* parent = nullptr);

    void setPicture(const QImage& picture);
    void setMostHeight(int px);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void opened(); // double click

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    QImage m_picture;
    int m_mostHeight = 280;
};

} // namespace genserve::ui
