#include "canvas_transform.h"

#include <algorithm>
#include <cmath>

namespace genserve::ui {

void CanvasTransform::setSizes(const QSizeF& picture, const QSizeF& view)
{
    m_centre += QPointF(view.width() - m_view.width(), view.height() - m_view.height()) / 2;
    m_picture = picture;
    m_view = view;
}

void CanvasTransform::zoomTo(double zoom, const QPointF& anchor)
{
    const QPointF held = toPicture(anchor);
    m_zoom = std::clamp(zoom, LeastZoom, MostZoom);
    hold(held, anchor);
}

void CanvasTransform::rotateTo(double degrees, const QPointF& anchor)
{
    const QPointF held = toPicture(anchor);
    m_rotation = std::remainder(degrees, 360.0);
    hold(held, anchor);
}

void CanvasTransform::panBy(const QPointF& viewDelta) { m_centre += viewDelta; }

void CanvasTransform::fit(double marginPx, double footPx, const QRectF& content)
{
    constexpr double TinyZoom = 8, SmoothZoom = 2.9; // before pixels become squares
    const QRectF picture(QPointF(), m_picture);
    const QRectF whole = picture | content;
    const double room = std::min((m_view.width() - 2 * marginPx) / std::max(1.0, whole.width()),
                                 (m_view.height() - footPx - 2 * marginPx) / std::max(1.0, whole.height()));
    const bool isTiny = std::max(whole.width(), whole.height()) < 128;
    m_zoom = std::clamp(room, LeastZoom, isTiny ? TinyZoom : SmoothZoom);
    m_rotation = 0;
    m_centre =
        QPointF(m_view.width() / 2, (m_view.height() - footPx) / 2) + (picture.center() - whole.center()) * m_zoom;
}

QTransform CanvasTransform::toView() const
{
    QTransform transform;
    transform.translate(m_centre.x(), m_centre.y());
    transform.rotate(m_rotation);
    transform.scale(m_zoom, m_zoom);
    transform.translate(-m_picture.width() / 2, -m_picture.height() / 2);
    return transform;
}

QRectF CanvasTransform::partUnder(const QRect& view) const
{
    constexpr double Margin = 4; // view px
    return toView().inverted().mapRect(QRectF(view).adjusted(-Margin, -Margin, Margin, Margin));
}

void CanvasTransform::hold(const QPointF& pictureAnchor, const QPointF& viewAnchor)
{
    m_centre += viewAnchor - toView().map(pictureAnchor);
}

} // namespace genserve::ui
