#include "tool_box.h"

#include <QSettings>

#include "../canvas/brush_tool.h"
#include "../canvas/outline_tool.h"
#include "../canvas/outpaint_tool.h"
#include "../canvas/shape_tool.h"
#include "../canvas/wand_tool.h"

namespace genserve::ui {
namespace {

const QString SizeKey = QStringLiteral("brush/size"), HardnessKey = QStringLiteral("brush/hardness"),
              OpacityKey = QStringLiteral("brush/opacity"), SmoothingKey = QStringLiteral("brush/smoothing"),
              SizeByPressureKey = QStringLiteral("brush/pressure-size"),
              OpacityByPressureKey = QStringLiteral("brush/pressure-opacity"),
              CurveKey = QStringLiteral("brush/pressure-curve"), ToleranceKey = QStringLiteral("wand/tolerance"),
              ToolKey = QStringLiteral("tool/current");

} // namespace

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
    m_tools[ToolKind::Frame] = std::make_unique<OutpaintTool>(
        [this] { return m_model.input().size(); },
        [this] { return m_model.state().request.outpaint.value_or(Outpaint{}); },
        [this](const Outpaint& outpaint) { m_model.setOutpaint(outpaint); },
        [this](const Outpaint& before) { m_model.recordOutpaint(before, tr("Enlarge the picture")); });
}

void ToolBox::keepIn(QSettings& settings)
{
    const auto share = [&](const QString& key, double normal) {
        return qBound(0.0, settings.value(key, normal).toDouble(), 1.0);
    };
    m_brush.size = qBound(BrushTool::LeastSize, settings.value(SizeKey, m_brush.size).toDouble(), BrushTool::MostSize);
    m_brush.hardness = share(HardnessKey, m_brush.hardness);
    m_brush.opacity = share(OpacityKey, m_brush.opacity);
    m_brush.smoothing = share(SmoothingKey, m_brush.smoothing);
    m_brush.sizeByPressure = settings.value(SizeByPressureKey, m_brush.sizeByPressure).toBool();
    m_brush.opacityByPressure = settings.value(OpacityByPressureKey, m_brush.opacityByPressure).toBool();
    m_brush.pressureCurve = static_cast<PressureCurve>(
        qBound(0, settings.value(CurveKey, static_cast<int>(m_brush.pressureCurve)).toInt(), 2));
    m_current = static_cast<ToolKind>(qBound(0, settings.value(ToolKey).toInt(), static_cast<int>(ToolKind::Hand)));
    m_tolerance = qBound(0, settings.value(ToleranceKey, m_tolerance).toInt(), 255);
    connect(this, &ToolBox::changed, this, [this, &settings] {
        settings.setValue(SizeKey, m_brush.size);
        settings.setValue(HardnessKey, m_brush.hardness);
        settings.setValue(OpacityKey, m_brush.opacity);
        settings.setValue(SmoothingKey, m_brush.smoothing);
        settings.setValue(SizeByPressureKey, m_brush.sizeByPressure);
        settings.setValue(OpacityByPressureKey, m_brush.opacityByPressure);
        settings.setValue(CurveKey, static_cast<int>(m_brush.pressureCurve));
        settings.setValue(ToleranceKey, m_tolerance);
        settings.setValue(ToolKey, static_cast<int>(m_current));
    });
    Q_EMIT changed();
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
