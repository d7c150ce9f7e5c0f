#include "shape_tool.h"

#include <cmath>
#include <numbers>
#include <utility>

#include "area_shapes.h"
#include "mask_shaper.h"
#include "tool_marks.h"

namespace genserve::ui {

ShapeTool::ShapeTool(MaskDocument& document, MaskShaper& shaper, Shape shape, const BrushSettings& settings,
                     QString label)
    : m_document(document), m_shaper(shaper), m_shape(shape), m_settings(settings), m_label(std::move(label))
{
}

void ShapeTool::press(const ToolEvent& event)
{
    m_isDrawing = true;
    m_kind = event.editFor(MaskEdit::Add);
    m_from = m_to = event.picture;
}

void ShapeTool::move(const ToolEvent& event) { m_to = constrained(event); }

void ShapeTool::release(const ToolEvent& event)
{
    if (std::exchange(m_isDrawing, false)) {
        m_to = constrained(event);
        m_shaper.cover(m_kind, m_label,
                       [shape = m_shape, pen = m_settings, size = m_document.image().size(), from = m_from, to = m_to] {
                           return coverage(shape, pen, size, from, to);
                       });
    }
}

void ShapeTool::cancel() { m_isDrawing = false; }

QPointF ShapeTool::constrained(const ToolEvent& event) const
{
    const QPointF moved = event.picture - m_from;
    if (!(event.modifiers & Qt::ShiftModifier)) {
        return event.picture;
    }
    if (m_shape == Shape::Line || m_shape == Shape::Gradient) {
        constexpr double Step = std::numbers::pi / 12;
        const double angle = std::round(std::atan2(moved.y(), moved.x()) / Step) * Step;
        const double length = std::hypot(moved.x(), moved.y());
        return m_from + QPointF(std::cos(angle), std::sin(angle)) * length;
    }
    const double side = std::max(std::abs(moved.x()), std::abs(moved.y()));
    return m_from + QPointF(std::copysign(side, moved.x()), std::copysign(side, moved.y()));
}

Coverage ShapeTool::coverage(Shape shape, const BrushSettings& pen, const QSize& size, const QPointF& from,
                             const QPointF& to)
{
    switch (shape) {
    case Shape::Rectangle: return rectangleCoverage(size, QRectF(from, to));
    case Shape::Ellipse: return ellipseCoverage(size, QRectF(from, to));
    case Shape::Gradient: return gradientCoverage(size, from, to);
    case Shape::Line: break;
    }
    BrushStroke stroke(pen, size);
    stroke.moveTo({from, 1});
    stroke.straightTo({to, 1});
    return {stroke.coverage(), stroke.area()};
}

QRect ShapeTool::paintedArea(const CanvasTransform& transform) const
{
    return m_isDrawing ? markedArea(transform.toView().mapRect(QRectF(m_from, m_to).normalized())) : QRect();
}

void ShapeTool::paint(QPainter& painter, const CanvasTransform& transform) const
{
    if (!m_isDrawing) {
        return;
    }
    const QTransform view = transform.toView();
    paintDashed(painter, [&] {
        if (m_shape == Shape::Rectangle) {
            painter.drawPolygon(view.map(QPolygonF(QRectF(m_from, m_to))));
        } else if (m_shape == Shape::Ellipse) {
            painter.save();
            painter.translate(view.map((m_from + m_to) / 2));
            painter.rotate(transform.rotation());
            const QPointF half = (m_to - m_from) / 2 * transform.zoom();
            painter.drawEllipse(QPointF(), std::abs(half.x()), std::abs(half.y()));
            painter.restore();
        } else {
            painter.drawLine(view.map(m_from), view.map(m_to));
        }
    });
}

} // namespace genserve::ui
