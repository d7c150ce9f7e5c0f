#include "canvas_extras.h"

#include <QRegion>

#include "../theme/theme.h"
#include "tool_marks.h"

namespace genserve::ui {
namespace {

constexpr int OutlineSide = 256, InsideSide = 512, Handle = 7, PlateHeight = 22, PlateInset = 6;
constexpr int Masked = 128; // from here on a mask's pixel is repainted

void paintFrame(QPainter& painter, const QPolygonF& frame, const QString& words)
{
    const Theme& theme = Theme::current();
    QPainterPath outline;
    outline.addPolygon(frame);
    paintDashed(painter, [&] { painter.drawPath(outline); });
    painter.setPen(QPen(Qt::black, 1));
    painter.setBrush(Qt::white);
    for (int i = 0; i < 4; ++i) {
        const QPointF corner = frame.at(i), next = frame.at(i + 1);
        for (const QPointF& at : {corner, (corner + next) / 2}) {
            painter.drawRect(QRectF(at.x() - Handle / 2.0, at.y() - Handle / 2.0, Handle, Handle));
        }
    }
    QFont small = painter.font();
    small.setPixelSize(theme.px(u"type.caption.px"));
    small.setWeight(QFont::DemiBold);
    painter.setFont(small);
    const QRectF box = frame.boundingRect();
    const int wide = painter.fontMetrics().horizontalAdvance(words) + 2 * PlateInset;
    const QRectF plate(box.left() + PlateInset, box.bottom() - PlateHeight - PlateInset, wide, PlateHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colour(Role::Hud));
    painter.drawRoundedRect(plate, 4, 4);
    painter.setPen(theme.colour(Role::Text));
    painter.drawText(plate, Qt::AlignCenter, words);
}

} // namespace

bool CanvasExtras::operator==(const CanvasExtras& other) const
{
    return inside.cacheKey() == other.inside.cacheKey() && insideArea == other.insideArea && outline == other.outline
           && frame == other.frame && frameWords == other.frameWords;
}

void paintCanvasExtras(QPainter& painter, const CanvasExtras& extras, const CanvasTransform& transform)
{
    painter.save();
    if (!extras.inside.isNull()) {
        painter.save();
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.setTransform(transform.toView(), true);
        painter.drawImage(extras.insideArea, extras.inside);
        painter.restore();
    }
    painter.setRenderHint(QPainter::Antialiasing);
    if (!extras.outline.isEmpty()) {
        paintDashed(painter, [&] { painter.drawPath(transform.toView().map(extras.outline)); });
    }
    if (!extras.frame.isEmpty()) {
        paintFrame(painter, transform.toView().map(QPolygonF(extras.frame)), extras.frameWords);
    }
    painter.restore();
}

QPainterPath maskOutline(const QImage& mask)
{
    if (mask.isNull()) {
        return {};
    }
    const QImage small = mask.width() > OutlineSide || mask.height() > OutlineSide
                             ? mask.scaled(OutlineSide, OutlineSide, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                             : mask;
    QRegion region;
    const QImage grey = small.convertToFormat(QImage::Format_Grayscale8);
    for (int y = 0; y < grey.height(); ++y) {
        const uchar* row = grey.constScanLine(y);
        for (int x = 0; x < grey.width(); ++x) {
            int end = x;
            while (end < grey.width() && row[end] >= Masked) {
                ++end;
            }
            if (end > x) {
                region += QRect(x, y, end - x, 1);
                x = end;
            }
        }
    }
    QPainterPath path;
    path.addRegion(region);
    const double scaleX = static_cast<double>(mask.width()) / grey.width();
    const double scaleY = static_cast<double>(mask.height()) / grey.height();
    return QTransform::fromScale(scaleX, scaleY).map(path.simplified());
}

QImage insideMask(const QImage& preview, const QImage& mask)
{
    if (preview.isNull() || mask.isNull()) {
        return {};
    }
    const QSize size = mask.size().scaled(InsideSide, InsideSide, Qt::KeepAspectRatio).boundedTo(mask.size());
    QImage inside =
        preview.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_ARGB32);
    inside.setAlphaChannel(
        mask.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_Grayscale8));
    return inside.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

} // namespace genserve::ui
