#include "mask_tools.h"

#include <cmath>
#include <numbers>
#include <utility>

#include <QLineF>
#include <QPen>

#include "area_shapes.h"

namespace genserve::ui {
namespace {

constexpr double CloseDistance = 10; // view px from a polygon's start that close it

MaskEdit editFor(MaskEdit kind, Qt::KeyboardModifiers modifiers)
{
    const bool isTurned = modifiers & Qt::ControlModifier;
    return isTurned ? (kind == MaskEdit::Add ? MaskEdit::Subtract : MaskEdit::Add) : kind;
}

// Black under white dashes: seen on any picture.
template <class Draw>
void paintDashed(QPainter& painter, Draw draw)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::black, 1.5));
    draw();
    QPen dashes(Qt::white, 1.5);
    dashes.setDashPattern({4, 4});
    painter.setPen(dashes);
    draw();
}

void paintCross(QPainter& painter, const QPointF& place)
{
    constexpr double Arm = 4;
    for (const auto& [colour, width] : {std::pair(Qt::black, 3.0), std::pair(Qt::white, 1.0)}) {
        painter.setPen(QPen(colour, width));
        painter.drawLine(place - QPointF(Arm, 0), place + QPointF(Arm, 0));
        painter.drawLine(place - QPointF(0, Arm), place + QPointF(0, Arm));
    }
}

} // namespace

BrushTool::BrushTool(MaskDocument& document, const BrushSettings& settings, MaskEdit kind, QString label)
    : m_document(document), m_settings(settings), m_kind(kind), m_label(std::move(label))
{
}

void BrushTool::press(const ToolEvent& event)
{
    m_last = event;
    m_stroke.emplace(m_settings, m_document.image().size());
    m_document.begin(editFor(m_kind, event.modifiers));
    const QRect changed = m_stroke->moveTo({event.picture, event.pressure});
    m_document.show(m_stroke->coverage(), changed);
}

void BrushTool::move(const ToolEvent& event)
{
    m_last = event;
    if (m_stroke) {
        const QRect changed = m_stroke->moveTo({event.picture, event.pressure});
        m_document.show(m_stroke->coverage(), changed);
    }
}

void BrushTool::release(const ToolEvent& event)
{
    m_last = event;
    if (m_stroke) {
        const QRect changed = m_stroke->finish();
        m_document.show(m_stroke->coverage(), changed);
        m_stroke.reset();
        m_document.commit(m_label);
    }
}

void BrushTool::hover(const ToolEvent& event) { m_last = event; }

void BrushTool::leave() { m_last.reset(); }

void BrushTool::cancel()
{
    if (m_stroke) {
        m_stroke.reset();
        m_document.cancel();
    }
}

QRect BrushTool::paintedArea(const CanvasTransform& transform) const
{
    constexpr double Margin = 8; // of the cross and the ring's width
    const double reach = m_settings.size / 2 * transform.zoom() + Margin;
    const QPointF centre = m_last ? transform.toView().map(m_last->picture) : QPointF(-reach, -reach);
    return QRectF(centre - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach)).toAlignedRect();
}

// The outer ring is the brush's size, the dotted one its size at the present pressure.
void BrushTool::paint(QPainter& painter, const CanvasTransform& transform) const
{
    if (!m_last) {
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const QPointF centre = transform.toView().map(m_last->picture);
    const double radius = m_settings.size / 2 * transform.zoom();
    for (const auto& [colour, width] : {std::pair(Qt::black, 2.5), std::pair(Qt::white, 1.0)}) {
        painter.setPen(QPen(colour, width));
        painter.drawEllipse(centre, radius, radius);
    }
    if (m_settings.sizeByPressure && m_stroke) {
        painter.setPen(QPen(Qt::white, 1, Qt::DotLine));
        painter.drawEllipse(centre, radius * m_last->pressure, radius * m_last->pressure);
    }
    paintCross(painter, centre);
}

ShapeTool::ShapeTool(MaskDocument& document, Shape shape, const BrushSettings& settings, QString label)
    : m_document(document), m_shape(shape), m_settings(settings), m_label(std::move(label))
{
}

void ShapeTool::press(const ToolEvent& event)
{
    m_isDrawing = true;
    m_kind = editFor(MaskEdit::Add, event.modifiers);
    m_from = m_to = event.picture;
}

void ShapeTool::move(const ToolEvent& event) { m_to = constrained(event); }

void ShapeTool::release(const ToolEvent& event)
{
    if (std::exchange(m_isDrawing, false)) {
        m_to = constrained(event);
        m_document.apply(m_kind, coverage(), m_label);
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

QImage ShapeTool::coverage() const
{
    const QSize size = m_document.image().size();
    switch (m_shape) {
    case Shape::Rectangle: return rectangleCoverage(size, QRectF(m_from, m_to));
    case Shape::Ellipse: return ellipseCoverage(size, QRectF(m_from, m_to));
    case Shape::Gradient: return gradientCoverage(size, m_from, m_to);
    case Shape::Line: break;
    }
    BrushSettings pen = m_settings;
    pen.smoothing = 0;
    BrushStroke stroke(pen, size);
    stroke.moveTo({m_from, 1});
    stroke.moveTo({m_to, 1});
    return stroke.coverage();
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

OutlineTool::OutlineTool(MaskDocument& document, Kind kind, QString label)
    : m_document(document), m_kind(kind), m_label(std::move(label))
{
}

void OutlineTool::press(const ToolEvent& event)
{
    m_hovered = event.picture;
    if (m_outline.isEmpty()) {
        m_edit = editFor(MaskEdit::Add, event.modifiers);
    } else if (m_kind == Kind::Polygon && m_outline.size() >= 3
               && QLineF(m_outline.first(), event.picture).length() * event.zoom < CloseDistance) {
        return finish();
    }
    m_outline << event.picture;
}

void OutlineTool::move(const ToolEvent& event)
{
    m_hovered = event.picture;
    if (m_kind == Kind::Lasso && !m_outline.isEmpty()) {
        m_outline << event.picture;
    }
}

void OutlineTool::release(const ToolEvent& /*event*/)
{
    if (m_kind == Kind::Lasso) {
        finish();
    }
}

void OutlineTool::hover(const ToolEvent& event) { m_hovered = event.picture; }

void OutlineTool::doubleClick(const ToolEvent& /*event*/)
{
    if (m_kind == Kind::Polygon) {
        finish();
    }
}

void OutlineTool::cancel() { m_outline.clear(); }

void OutlineTool::finish()
{
    const QPolygonF outline = std::exchange(m_outline, {});
    if (outline.size() >= 3) {
        m_document.apply(m_edit, polygonCoverage(m_document.image().size(), outline), m_label);
    }
}

void OutlineTool::paint(QPainter& painter, const CanvasTransform& transform) const
{
    if (m_outline.isEmpty()) {
        return;
    }
    QPolygonF line = transform.toView().map(m_outline);
    line << transform.toView().map(m_hovered);
    paintDashed(painter, [&] { painter.drawPolyline(line); });
    if (m_kind == Kind::Polygon) {
        painter.setPen(QPen(Qt::black, 1));
        painter.setBrush(Qt::white);
        painter.drawEllipse(line.first(), CloseDistance / 3, CloseDistance / 3);
    }
}

WandTool::WandTool(MaskDocument& document, const QImage& picture, const int& tolerance, Reach reach, QString label)
    : m_document(document), m_picture(picture), m_tolerance(tolerance), m_reach(reach), m_label(std::move(label))
{
}

void WandTool::press(const ToolEvent& event)
{
    const QPoint start(static_cast<int>(std::floor(event.picture.x())),
                       static_cast<int>(std::floor(event.picture.y())));
    if (m_picture.rect().contains(start)) {
        const bool isTurned = event.modifiers & Qt::ShiftModifier;
        const bool isConnected = (m_reach == Reach::Connected) != isTurned;
        m_document.apply(editFor(MaskEdit::Add, event.modifiers),
                         similarCoverage(m_picture, start, m_tolerance, isConnected), m_label);
    }
}

} // namespace genserve::ui
