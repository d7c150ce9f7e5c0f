#include "tool_box.h"

#include "../canvas/brush_tool.h"
#include "../canvas/outline_tool.h"
#include "../canvas/outpaint_tool.h"
#include "../canvas/shape_tool.h"
#include "../canvas/wand_tool.h"

namespace genserve::ui {

ToolBox::ToolBox(StudioModel& model, QObject* parent) : QObject(parent), m_model(model), m_shaper(model.mask())
{
    makeTools();
}

void ToolBox::makeTools()
{
    MaskDocument& mask = m_model.mask();
    const auto shape = [&](ShapeTool::Shape kind, const QString& label) {
        return std::make_unique<ShapeTool>(mask, m_shaper, kind, m_brush, label);
    };
    const auto brush = [&](MaskEdit kind, const QString& label) {
        return std::make_unique<BrushTool>(mask, m_brush, kind, label, [this](double px) {
            m_brush.size = px;
            Q_EMIT changed();
        });
    };
    m_tools[ToolKind::Brush] = brush(MaskEdit::Add, tr("Brush"));
    m_tools[ToolKind::Eraser] = brush(MaskEdit::Subtract, tr("Eraser"));
    m_tools[ToolKind::Line] = shape(ShapeTool::Shape::Line, tr("Line"));
    m_tools[ToolKind::Rectangle] = shape(ShapeTool::Shape::Rectangle, tr("Rectangle"));
    m_tools[ToolKind::Ellipse] = shape(ShapeTool::Shape::Ellipse, tr("Ellipse"));
    m_tools[ToolKind::Gradient] = shape(ShapeTool::Shape::Gradient, tr("Gradient"));
    m_tools[ToolKind::Lasso] = std::make_unique<OutlineTool>(mask, m_shaper, OutlineTool::Kind::Lasso, tr("Lasso"));
    m_tools[ToolKind::Polygon] =
        std::make_unique<OutlineTool>(mask, m_shaper, OutlineTool::Kind::Polygon, tr("Polygon"));
    m_tools[ToolKind::Wand] = std::make_unique<WandTool>(m_shaper, m_model.input(), m_tolerance,
                                                         WandTool::Reach::Connected, tr("Magic wand"));
    m_tools[ToolKind::Colour] = std::make_unique<WandTool>(m_shaper, m_model.input(), m_tolerance,
                                                           WandTool::Reach::Anywhere, tr("From colour"));
    m_tools[ToolKind::Frame] =
        std::make_unique<OutpaintTool>([this] { return m_model.input().size(); },
                                       [this] { return m_model.state().request.outpaint.value_or(Outpaint{}); },
                                       [this](const Outpaint& outpaint) { m_model.setOutpaint(outpaint); });
}

void ToolBox::choose(ToolKind kind)
{
    if (CanvasTool* before = tool()) {
        before->cancel();
    }
    m_current = kind;
    Q_EMIT changed();
    Q_EMIT chosen();
}

CanvasTool* ToolBox::tool() const
{
    const auto it = m_tools.find(m_current);
    return it == m_tools.end() ? nullptr : it->second.get();
}

void ToolBox::setBrush(const BrushSettings& brush)
{
    m_brush = brush;
    Q_EMIT changed();
}

void ToolBox::setTolerance(int tolerance)
{
    m_tolerance = tolerance;
    Q_EMIT changed();
}

} // namespace genserve::ui
