#include "canvas_backing.h"

namespace genserve::ui {

void CanvasBacking::resize(const QSize& view, double ratio)
{
    if (view == m_view && qFuzzyCompare(ratio, m_image.devicePixelRatio())) {
        return;
    }
    m_view = view;
    m_image = QImage((QSizeF(view) * ratio).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    m_image.setDevicePixelRatio(ratio);
    m_spoilt = QRegion();
    spoilAll();
}

void CanvasBacking::spoil(const QRegion& area) { m_spoilt += area.intersected(QRect(QPoint(), m_view)); }

void CanvasBacking::paint(QPainter& view, const QRegion& area, const Draw& draw)
{
    const QRegion wanted = area & m_spoilt;
    if (!wanted.isEmpty()) {
        m_spoilt -= wanted;
        for (const QRect& part : wanted) {
            draw(m_image, part);
        }
    }
    view.drawImage(QPointF(), m_image);
}

} // namespace genserve::ui
