// A picture that a run works on, small, beside the button that opens another one.
#pragma once

#include <QImage>
#include <QWidget>

namespace genserve::ui {

class TextButton;

class PictureRow : public QWidget {
    Q_OBJECT

public:
    explicit PictureRow(QWidget* parent = nullptr);

    void setLabel(const QString& label);    // of the button
    void setPicture(const QImage& picture); // null = none, and no room for it
    [[nodiscard]] bool hasPicture() const { return !m_small.isNull(); }

Q_SIGNALS:
    void wanted(); // another one
    void shown();  // this one was pressed

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    TextButton* m_open;
    QImage m_small;     // in device pixels
    qint64 m_shown = 0; // cacheKey() of the whole one
};

} // namespace genserve::ui
