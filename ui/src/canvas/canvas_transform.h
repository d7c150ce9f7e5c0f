// Where the picture lies in the view: zoom, pan and rotation.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QTransform>

namespace genserve::ui {

// Zoom 1 = one picture pixel per device-independent view pixel.
class CanvasTransform {
public:
    static constexpr double LeastZoom = 0.02;
    static constexpr double MostZoom = 64;

    void setSizes(const QSizeF& picture, const QSizeF& view);

    [[nodiscard]] double zoom() const { return m_zoom; }
    [[nodiscard]] double rotation() const { return m_rotation; } // degrees, clockwise

    // What lies under `anchor` (view px) stays there.
    void zoomTo(double zoom, const QPointF& anchor);
    void rotateTo(double degrees, const QPointF& anchor);
    void panBy(const QPointF& viewDelta);
    // The whole picture with a margin, upright. Never larger than 1:1 unless the picture is tiny.
    // footPx stays free below. content: px of the picture that must be seen as well, beyond its edges, too.
    void fit(double marginPx, double footPx = 0, const QRectF& content = {});

    [[nodiscard]] QTransform toView() const;
    [[nodiscard]] QPointF toPicture(const QPointF& view) const { return toView().inverted().map(view); }
    // Under a part of the view, with a margin for what smooth scaling looks at; beyond the picture, too.
    [[nodiscard]] QRectF partUnder(const QRect& view) const;

private:
    void hold(const QPointF& pictureAnchor, const QPointF& viewAnchor);

    QSizeF m_picture, m_view;
    double m_zoom = 1;
    double m_rotation = 0;
    QPointF m_centre; // of the picture in the view
};

} // namespace genserve::ui
