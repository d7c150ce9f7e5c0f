#include "tool_options.h"

#include <QHBoxLayout>
#include <QSignalBlocker>

#include "../canvas/brush_tool.h"
#include "../controls/icon_button.h"
#include "../controls/value_slider.h"
#include "../theme/bar.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Field = 128;
constexpr double Percent = 0.01;

} // namespace

ToolOptions::ToolOptions(ToolBox& tools, QWidget* parent)
    : QWidget(parent),
      m_tools(tools),
      m_size(new ValueSlider({}, this)),
      m_hardness(new ValueSlider({}, this)),
      m_opacity(new ValueSlider({}, this)),
      m_smoothing(new ValueSlider({}, this)),
      m_tolerance(new ValueSlider({}, this)),
      m_sizeByPressure(new IconButton(QStringLiteral("pen-tool"), IconButtonSize::Bar, this)),
      m_opacityByPressure(new IconButton(QStringLiteral("pen-tool"), IconButtonSize::Bar, this))
{
    auto* row = makeBar(*this, u"layout.toolOptions", u"space.s", u"space.s", u"space.s");
    for (ValueSlider* slider : {m_size, m_hardness, m_opacity, m_smoothing, m_tolerance}) {
        slider->setMaximumWidth(Field);
        slider->setRange(0, 100);
    }
    for (QWidget* widget : std::initializer_list<QWidget*>{m_size, m_sizeByPressure, m_hardness, m_opacity,
                                                           m_opacityByPressure, m_smoothing, m_tolerance}) {
        row->addWidget(widget);
    }
    row->addStretch();
    m_size->setRange(qRound(BrushTool::LeastSize), qRound(BrushTool::MostSize));
    m_tolerance->setRange(0, 255);
    m_sizeByPressure->setCheckable(true);
    m_opacityByPressure->setCheckable(true);
    connect(m_size, &ValueSlider::valueChanged, this,
            [this](int px) { edit([px](BrushSettings& b) { b.size = px; }); });
    connect(m_hardness, &ValueSlider::valueChanged, this,
            [this](int percent) { edit([percent](BrushSettings& b) { b.hardness = percent * Percent; }); });
    connect(m_opacity, &ValueSlider::valueChanged, this,
            [this](int percent) { edit([percent](BrushSettings& b) { b.opacity = percent * Percent; }); });
    connect(m_smoothing, &ValueSlider::valueChanged, this,
            [this](int percent) { edit([percent](BrushSettings& b) { b.smoothing = percent * Percent; }); });
    connect(m_tolerance, &ValueSlider::valueChanged, &m_tools, &ToolBox::setTolerance);
    connect(m_sizeByPressure, &QAbstractButton::clicked, this,
            [this](bool isOn) { edit([isOn](BrushSettings& b) { b.sizeByPressure = isOn; }); });
    connect(m_opacityByPressure, &QAbstractButton::clicked, this,
            [this](bool isOn) { edit([isOn](BrushSettings& b) { b.opacityByPressure = isOn; }); });
    connect(&tools, &ToolBox::changed, this, &ToolOptions::refresh);
    keepTranslated(this, [this] {
        m_size->setName(tr("Size"));
        m_size->setUnit(QStringLiteral("px"));
        m_hardness->setName(tr("Hardness"));
        m_opacity->setName(tr("Opacity"));
        m_smoothing->setName(tr("Smooth"));
        m_tolerance->setName(tr("Tolerance"));
        for (ValueSlider* slider : {m_hardness, m_opacity, m_smoothing}) {
            slider->setUnit(QStringLiteral("%"));
        }
        m_sizeByPressure->setMeaning(tr("Pen pressure changes the size"));
        m_opacityByPressure->setMeaning(tr("Pen pressure changes the opacity"));
    });
    refresh();
}

void ToolOptions::edit(const std::function<void(BrushSettings&)>& change)
{
    BrushSettings brush = m_tools.brush();
    change(brush);
    m_tools.setBrush(brush);
}

void ToolOptions::refresh()
{
    const ToolKind kind = m_tools.current();
    const bool isBrush = kind == ToolKind::Brush || kind == ToolKind::Eraser;
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_sizeByPressure, m_hardness, m_opacity, m_opacityByPressure, m_smoothing}) {
        widget->setVisible(isBrush);
    }
    m_size->setVisible(isBrush || kind == ToolKind::Line);
    m_tolerance->setVisible(kind == ToolKind::Wand || kind == ToolKind::Colour);
    const BrushSettings& brush = m_tools.brush();
    const QSignalBlocker size(m_size), hardness(m_hardness), opacity(m_opacity), smooth(m_smoothing),
        tolerance(m_tolerance);
    m_size->setValue(qRound(brush.size));
    m_hardness->setValue(qRound(brush.hardness / Percent));
    m_opacity->setValue(qRound(brush.opacity / Percent));
    m_smoothing->setValue(qRound(brush.smoothing / Percent));
    m_tolerance->setValue(m_tools.tolerance());
    m_sizeByPressure->setChecked(brush.sizeByPressure);
    m_opacityByPressure->setChecked(brush.opacityByPressure);
}

} // namespace genserve::ui
