#include "outline_tool.h"

#include <utility>

#include <QLineF>

#include "area_shapes.h"
#include "mask_shaper.h"
#include "tool_marks.h"

namespace genserve::ui {
namespace {

constexpr double CloseDistance = 10; // view px from a polygon's start that close it
constexpr double LeastStep = 1;      // view px between points of a lasso: more of them are not seen

} // namespace

OutlineTool::OutlineTool(MaskDocument& document, MaskShaper& shaper, Kind kind, QString label)
    : m_document(document), m_shaper(shaper), m_kind(kind), m_label(std::move(label))
{
}

void OutlineTool::press(const ToolEvent& event)
{
    m_hovered = event.picture;
    if (m_outline.isEmpty()) {
        m_edit = event.editFor(MaskEdit::Add);
    } else if (m_kind == Kind::Polygon && m_outline.size() >= 3
               && QLineF(m_outline.first(), event.picture).length() * event.zoom < CloseDistance) {
        return finish();
    }
    m_outline << event.picture;
}

void OutlineTool::move(const ToolEvent& event)
{
    m_hovered = event.picture;
    if (m_kind == Kind::Lasso && !m_outline.isEmpty()
        && QLineF(m_outline.last(), event.picture).length() * event.zoom >= LeastStep) {
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

bool OutlineTool::key(int key)
{
    if (m_kind != Kind::Polygon || m_outline.isEmpty()) {
        return false;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        finish();
    } else if (key == Qt::Key_Backspace) {
        m_outline.removeLast();
    } else {
        return false;
    }
    return true;
}

void OutlineTool::cancel() { m_outline.clear(); }

void OutlineTool::finish()
{
    const QPolygonF outline = std::exchange(m_outline, {});
    if (outline.size() >= 3) {
        m_shaper.cover(m_edit, m_label,
                       [size = m_document.image().size(), outline] { return polygonCoverage(size, outline); });
    }
}

QRect OutlineTool::paintedArea(const CanvasTransform& transform) const
{
    if (m_outline.isEmpty()) {
        return {};
    }
    QPolygonF line = m_outline;
    line << m_hovered;
    return markedArea(transform.toView().map(line).boundingRect());
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

} // namespace genserve::ui
