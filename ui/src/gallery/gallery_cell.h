// How a picture of the gallery is drawn.
#pragma once

#include <QImage>
#include <QPainter>
#include <QRect>

namespace genserve::ui {

struct GalleryCell {
    QRect rect;
    QImage picture; // null = not read yet
    bool isStarred = false, hasMask = false, isSelected = false, isCurrent = false;
};

void paintGalleryCell(QPainter& painter, const GalleryCell& cell, const QString& maskWord);

} // namespace genserve::ui
