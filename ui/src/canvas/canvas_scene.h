// What lies on the canvas under tools and frames: the picture, layers over it and the mask's colour.
#pragma once

#include <vector>

#include <QColor>
#include <QImage>
#include <QRegion>

#include "canvas_layer.h"
#include "canvas_transform.h"
#include "mask_overlay.h"
#include "picture_pyramid.h"

namespace genserve::ui {

class CanvasScene {
public:
    CanvasScene() { m_look.colour = QColor(229, 72, 77); }

    // Setters return whether anything has to be painted anew.

    void setPicture(const QImage& picture);
    [[nodiscard]] const QImage& picture() const { return m_picture; }
    bool setPictureOpacity(double opacity);
    bool setLayers(const std::vector<CanvasLayer>& layers); // the last one on top

    void setMask(const QImage& mask); // null = none
    // These pixels of it have changed. Whether that shows.
    bool updateMask(const QImage& mask, const QRegion& area);
    void setMaskLook(const MaskLook& look) { m_look = look; }
    void setOverlayVisible(bool isVisible) { m_isOverlayVisible = isVisible; }

    // The part of the view, in its px, to the backing, whose device pixel ratio counts.
    void paint(QImage& backing, const QRect& view, const CanvasTransform& transform) const;
    // What a frame adds around the picture, in the mask's colour.
    void paintNewArea(QPainter& painter, const QRectF& frame, const CanvasTransform& transform) const;

private:
    QImage m_picture;
    PicturePyramid m_levels, m_maskLevels;
    double m_pictureOpacity = 1;
    std::vector<CanvasLayer> m_layers;
    std::vector<PicturePyramid> m_layerLevels; // of m_layers
    MaskLook m_look;
    bool m_hasMask = false;
    bool m_isOverlayVisible = true;
};

} // namespace genserve::ui
