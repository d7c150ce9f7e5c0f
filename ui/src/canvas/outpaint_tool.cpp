#include "outpaint_tool.h"

#include <algorithm>
#include <cmath>

namespace genserve::ui {
namespace {

constexpr int Step = 16, Most = 4096;
constexpr double Reach = 14; // view px around an edge

int stepped(int before, double delta)
{
    return std::clamp(static_cast<int>(std::lround((before + delta) / Step)) * Step, 0, Most);
}

} // namespace

OutpaintTool::OutpaintTool(std::function<QSize()> picture, std::function<Outpaint()> now,
                           std::function<void(const Outpaint&)> changed, std::function<void(const Outpaint&)> ended)
    : m_picture(std::move(picture)), m_now(std::move(now)), m_changed(std::move(changed)), m_ended(std::move(ended))
{
}

OutpaintTool::Edges OutpaintTool::edgesAt(const ToolEvent& event) const
{
    const Outpaint now = m_now();
    const QSize size = m_picture();
    const double reach = Reach / event.zoom;
    const double left = -now.left, top = -now.top;
    const double right = size.width() + now.right, bottom = size.height() + now.bottom;
    const QPointF at = event.picture;
    const bool isBeside = at.y() > top - reach && at.y() < bottom + reach;
    const bool isAbove = at.x() > left - reach && at.x() < right + reach;
    const auto near = [&](double a, double b) { return std::abs(a - b) < reach; };
    return {isBeside && near(at.x(), left), isAbove && near(at.y(), top), isBeside && near(at.x(), right),
            isAbove && near(at.y(), bottom)};
}

void OutpaintTool::press(const ToolEvent& event)
{
    m_held = edgesAt(event);
    m_from = event.picture;
    m_before = m_now();
    m_size = m_picture();
}

void OutpaintTool::move(const ToolEvent& event)
{
    if (!isHeld()) {
        return;
    }
    const QPointF by = event.picture - m_from;
    Outpaint next = m_before;
    next.left = m_held.left ? stepped(m_before.left, -by.x()) : next.left;
    next.top = m_held.top ? stepped(m_before.top, -by.y()) : next.top;
    next.right = m_held.right ? stepped(m_before.right, by.x()) : next.right;
    next.bottom = m_held.bottom ? stepped(m_before.bottom, by.y()) : next.bottom;
    if (next != m_now()) {
        m_changed(next);
    }
}

void OutpaintTool::release(const ToolEvent& event)
{
    move(event);
    end();
}

void OutpaintTool::end()
{
    const bool isOver = isHeld() && m_before != m_now();
    m_held = {};
    if (isOver) {
        m_ended(m_before);
    }
}

void OutpaintTool::doubleClick(const ToolEvent& /*event*/)
{
    m_held = {}; // the button's release ends nothing more
    if (const Outpaint before = m_now(); before != Outpaint{}) {
        m_changed({});
        m_ended(before);
    }
}

void OutpaintTool::cancel()
{
    const bool wasHeld = isHeld();
    m_held = {};
    if (wasHeld && m_before != m_now()) {
        m_changed(m_before);
    }
}

void OutpaintTool::paint(QPainter& /*painter*/, const CanvasTransform& /*transform*/) const {}

} // namespace genserve::ui
