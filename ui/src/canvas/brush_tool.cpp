#include "brush_tool.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QLineF>
#include <QPen>

#include "tool_marks.h"

namespace genserve::ui {
namespace {

constexpr double ClickReach = 4; // view px that a hand moves in a click

} // namespace

BrushTool::BrushTool(MaskDocument& document, const BrushSettings& settings, MaskEdit kind, QString label,
                     std::function<void(double)> resize)
    : m_document(document), m_settings(settings), m_kind(kind), m_label(std::move(label)), m_resize(std::move(resize))
{
}

PointerSample BrushTool::sampleOf(const ToolEvent& event) const
{
    return {event.picture, pressureOn(m_settings.pressureCurve, event.pressure)};
}

bool BrushTool::hasLineStart() const { return m_end && m_endSize == m_document.image().size(); }

void BrushTool::press(const ToolEvent& event)
{
    m_last = event;
    if (event.modifiers.testFlag(Qt::ShiftModifier)) {
        m_shifted = Shifted{event, m_settings.size, false};
    } else {
        begin(event, sampleOf(event));
    }
}

void BrushTool::begin(const ToolEvent& event, const PointerSample& start)
{
    if (!m_document.isEditing()) {
        m_stroke.emplace(m_settings, m_document.image().size());
        m_document.begin(event.editFor(m_kind));
        show(m_stroke->moveTo(start));
    }
}

// Another picture may have taken the mask's place under the hand.
void BrushTool::show(const QRect& changed)
{
    if (m_document.isEditing()) {
        m_document.show(m_stroke->coverage(), changed);
    } else {
        m_stroke.reset();
    }
}

void BrushTool::move(const ToolEvent& event)
{
    if (m_shifted) {
        resizeTo(event);
        return;
    }
    m_last = event;
    if (m_stroke) {
        show(m_stroke->moveTo(sampleOf(event)));
    }
}

void BrushTool::resizeTo(const ToolEvent& event)
{
    const double moved = (event.picture.x() - m_shifted->start.picture.x());
    m_shifted->isResizing |= std::abs(moved) * event.zoom > ClickReach;
    if (m_shifted->isResizing && m_resize) {
        m_resize(std::round(std::clamp(m_shifted->size + 2 * moved, LeastSize, MostSize)));
    }
}

void BrushTool::release(const ToolEvent& event)
{
    if (const auto shifted = std::exchange(m_shifted, std::nullopt)) {
        if (!shifted->isResizing) {
            drawLine(shifted->start);
        }
        return;
    }
    m_last = event;
    if (m_stroke) {
        show(m_stroke->finish());
        finish(event.picture);
    }
}

void BrushTool::drawLine(const ToolEvent& event)
{
    const QPointF from = hasLineStart() ? *m_end : event.picture;
    begin(event, {from, 1});
    if (m_stroke) {
        show(m_stroke->straightTo({event.picture, 1}));
        finish(event.picture);
    }
}

void BrushTool::finish(const QPointF& end)
{
    if (m_stroke) {
        m_stroke.reset();
        m_end = end;
        m_endSize = m_document.image().size();
        m_document.commit(m_label);
    }
}

void BrushTool::hover(const ToolEvent& event) { m_last = event; }

void BrushTool::leave() { m_last.reset(); }

void BrushTool::cancel()
{
    if (const auto shifted = std::exchange(m_shifted, std::nullopt); shifted && shifted->isResizing && m_resize) {
        m_resize(shifted->size);
    }
    if (m_stroke) {
        m_stroke.reset();
        if (m_document.isEditing()) {
            m_document.cancel();
        }
    }
}

QRect BrushTool::paintedArea(const CanvasTransform& transform) const
{
    if (!m_last) {
        return {};
    }
    const double radius = m_settings.size / 2 * transform.zoom();
    const QPointF centre = transform.toView().map(m_last->picture);
    QRectF extent(centre - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
    if (m_last->modifiers.testFlag(Qt::ShiftModifier) && hasLineStart()) {
        extent |= QRectF(centre, transform.toView().map(*m_end)).normalized();
    }
    return markedArea(extent);
}

// The outer ring is the brush's size, the dotted one its size at the present pressure.
void BrushTool::paint(QPainter& painter, const CanvasTransform& transform) const
{
    if (!m_last) {
        return;
    }
    const QPointF centre = transform.toView().map(m_last->picture);
    const double radius = m_settings.size / 2 * transform.zoom();
    if (m_last->modifiers.testFlag(Qt::ShiftModifier) && !m_stroke && hasLineStart()
        && !(m_shifted && m_shifted->isResizing)) {
        paintDashed(painter, [&] { painter.drawLine(transform.toView().map(*m_end), centre); });
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const auto& [colour, width] : {std::pair(Qt::black, 2.5), std::pair(Qt::white, 1.0)}) {
        painter.setPen(QPen(colour, width));
        painter.drawEllipse(centre, radius, radius);
    }
    if (m_settings.sizeByPressure && m_stroke) {
        const double pressed = radius * diameterAt(m_settings, sampleOf(*m_last).pressure) / m_settings.size;
        painter.setPen(QPen(Qt::white, 1, Qt::DotLine));
        painter.drawEllipse(centre, pressed, pressed);
    }
    paintCross(painter, centre);
}

} // namespace genserve::ui
