// What lies under the tools, kept from one paint event to the next: a pointer that moves need not draw it again.
#pragma once

#include <functional>

#include <QImage>
#include <QPainter>
#include <QRegion>

namespace genserve::ui {

class CanvasBacking {
public:
    // Draws that part of the view onto an image of device px.
    using Draw = std::function<void(QImage& image, const QRect& part)>;

    void resize(const QSize& view, double ratio); // ratio: device px per px of the view; of another size all is spoilt
    void spoil(const QRegion& area);              // px of the view: it has to be drawn again
    void spoilAll() { spoil(QRect(QPoint(), m_view)); }
    // Onto the view, whatever of `area` is spoilt drawn before.
    void paint(QPainter& view, const QRegion& area, const Draw& draw);

private:
    QImage m_image;
    QSize m_view;
    QRegion m_spoilt;
};

} // namespace genserve::ui
