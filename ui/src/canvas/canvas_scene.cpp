#include "canvas_scene.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include <QPainter>
#include <QPainterPath>

#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr double PixelGridZoom = 3; // from here on pixels stay sharp squares

// Looks at the pixels without holding them: a mask that is drawn into would be copied whole for each move.
QImage borrowed(const QImage& image)
{
    return {image.constBits(), image.width(), image.height(), image.bytesPerLine(), image.format()};
}

// A pyramid's picture stretched over `area` of the scene, as far as it lies in `part` of that.
void paintLevels(QPainter& painter, const PicturePyramid& levels, const QRectF& area, const QRectF& part,
                 const CanvasTransform& transform)
{
    const double stretch = area.width() / std::max(1, levels.size().width());
    const auto level = levels.levelFor(transform.zoom() * stretch * painter.device()->devicePixelRatioF());
    if (level.image == nullptr) {
        return;
    }
    const double f = level.factor * stretch;
    const QRectF wanted = part.translated(-area.topLeft());
    const QRect seen =
        QRect(QPoint(static_cast<int>(std::floor(wanted.left() / f)), static_cast<int>(std::floor(wanted.top() / f))),
              QPoint(static_cast<int>(std::ceil(wanted.right() / f)), static_cast<int>(std::ceil(wanted.bottom() / f))))
            .intersected(level.image->rect());
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, transform.zoom() < PixelGridZoom);
    painter.setTransform(transform.toView(), true);
    painter.translate(area.topLeft());
    painter.scale(f, f);
    painter.drawImage(seen.topLeft(), *level.image, seen);
    painter.restore();
}

} // namespace

void CanvasScene::setPicture(const QImage& picture)
{
    m_picture = picture;
    m_levels.setPicture(picture);
}

bool CanvasScene::setPictureOpacity(double opacity) { return std::exchange(m_pictureOpacity, opacity) != opacity; }

bool CanvasScene::setLayers(const std::vector<CanvasLayer>& layers)
{
    const auto key = [](const CanvasLayer& layer) {
        return std::tuple(layer.picture.cacheKey(), layer.area, layer.opacity);
    };
    if (std::ranges::equal(layers, m_layers, {}, key, key)) {
        return false;
    }
    m_layers = layers;
    m_layerLevels.resize(layers.size());
    for (std::size_t i = 0; i < layers.size(); ++i) {
        m_layerLevels[i].setPicture(layers[i].picture);
    }
    return true;
}

void CanvasScene::setMask(const QImage& mask)
{
    m_hasMask = !mask.isNull();
    m_maskLevels.setPicture(m_hasMask ? borrowed(mask) : QImage());
}

bool CanvasScene::updateMask(const QImage& mask, const QRegion& area)
{
    m_maskLevels.update(borrowed(mask), area);
    return m_isOverlayVisible;
}

void CanvasScene::paintNewArea(QPainter& painter, const QRectF& frame, const CanvasTransform& transform) const
{
    if (!m_isOverlayVisible || QRectF(m_picture.rect()).contains(frame) || frame.isEmpty()) {
        return;
    }
    QPainterPath added;
    added.addRect(frame);
    added.addRect(m_picture.rect()); // odd-even: a hole
    QColor colour = m_look.colour;
    colour.setAlphaF(static_cast<float>(m_look.opacity / 2));
    painter.fillPath(transform.toView().map(added), colour);
}

void CanvasScene::paint(QImage& backing, const QRect& view, const CanvasTransform& transform) const
{
    const Theme& theme = Theme::current();
    const double ratio = backing.devicePixelRatio();
    const QRect pixels = QTransform::fromScale(ratio, ratio).mapRect(QRectF(view)).toAlignedRect();
    // Whole pixels: the mask's colour must not come twice where two parts meet.
    const QRectF part = QTransform::fromScale(1 / ratio, 1 / ratio).mapRect(QRectF(pixels));
    QPainter painter(&backing);
    painter.setClipRect(part);
    painter.fillRect(part, theme.colour(Role::Canvas));
    if (m_picture.isNull()) {
        return;
    }
    const QRectF seen = transform.partUnder(part.toAlignedRect());
    painter.setOpacity(m_pictureOpacity);
    paintLevels(painter, m_levels, m_picture.rect(), seen, transform);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        painter.setOpacity(m_layers[i].opacity);
        paintLevels(painter, m_layerLevels[i], m_layers[i].area, seen, transform);
    }
    painter.setOpacity(1);
    if (m_hasMask && m_isOverlayVisible) {
        painter.end();
        paintMaskOverlay(backing, pixels, m_maskLevels, transform.toView() * QTransform::fromScale(ratio, ratio),
                         m_look);
        painter.begin(&backing);
        painter.setClipRect(part);
    }
    painter.setPen(theme.colour(Role::PictureEdge));
    painter.drawPolygon(transform.toView().map(QPolygonF(QRectF(m_picture.rect()))));
}

} // namespace genserve::ui
