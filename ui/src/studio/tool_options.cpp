#include "tool_options.h"

#include <utility>

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "../canvas/brush_tool.h"
#include "../controls/icon_button.h"
#include "../controls/text_label.h"
#include "../controls/value_slider.h"
#include "../theme/bar.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "mask_swatch.h"

namespace genserve::ui {
namespace {

constexpr int Field = 128;
constexpr double Percent = 0.01;

class Words {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::ToolOptions)
};

QString curveWords(PressureCurve curve)
{
    switch (curve) {
    case PressureCurve::Soft: return Words::tr("Soft: little pressure does a lot");
    case PressureCurve::Firm: return Words::tr("Firm: needs more pressure");
    case PressureCurve::Linear: break;
    }
    return Words::tr("Linear");
}

// What the hand can do that no control shows.
QString hintOf(ToolKind kind)
{
    switch (kind) {
    case ToolKind::Line: return Words::tr("Shift keeps to steps of 15°, Ctrl takes away");
    case ToolKind::Rectangle: return Words::tr("Shift makes a square, Ctrl takes away");
    case ToolKind::Ellipse: return Words::tr("Shift makes a circle, Ctrl takes away");
    case ToolKind::Lasso: return Words::tr("Ctrl takes away");
    case ToolKind::Polygon: return Words::tr("Enter closes it, Backspace takes a corner back, Ctrl takes away");
    case ToolKind::Wand: return Words::tr("Shift takes the colour everywhere, Ctrl takes away");
    case ToolKind::Colour: return Words::tr("Shift takes only what is connected, Ctrl takes away");
    case ToolKind::Gradient: return Words::tr("From all to nothing; Ctrl takes away");
    case ToolKind::Frame: return Words::tr("Drag an edge or a corner outwards; a double click takes it back");
    case ToolKind::Hand: return Words::tr("With every tool Space or the middle button move the view");
    case ToolKind::Brush:
    case ToolKind::Eraser: break;
    }
    return {};
}

} // namespace

ToolOptions::ToolOptions(ToolBox& tools, QWidget* parent)
    : QWidget(parent),
      m_tools(tools),
      m_swatch(new MaskSwatch(this)),
      m_size(new ValueSlider({}, this)),
      m_hardness(new ValueSlider({}, this)),
      m_opacity(new ValueSlider({}, this)),
      m_smoothing(new ValueSlider({}, this)),
      m_tolerance(new ValueSlider({}, this)),
      m_sizeByPressure(new IconButton(QStringLiteral("pen-tool"), IconButtonSize::Bar, this)),
      m_opacityByPressure(new IconButton(QStringLiteral("pen-tool"), IconButtonSize::Bar, this)),
      m_curve(new IconButton(QStringLiteral("spline"), IconButtonSize::Bar, this)),
      m_hint(new ElidedLabel(TextStep::Small, this)),
      m_second(new QWidget(this))
{
    setMinimumWidth(1); // or the width of all in one row would be the least
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    const auto addRow = [&](QWidget& row) {
        rows->addWidget(&row);
        return makeBar(row, u"layout.toolOptions", u"space.s", u"space.s", u"space.s");
    };
    m_upper = addRow(*new QWidget(this));
    m_lower = addRow(*m_second);
    m_second->hide();
    for (ValueSlider* slider : {m_size, m_hardness, m_opacity, m_smoothing, m_tolerance}) {
        slider->setMaximumWidth(Field);
        slider->setRange(0, 100);
    }
    m_all = {m_swatch,    m_size, m_sizeByPressure, m_hardness, m_tolerance, m_opacity, m_opacityByPressure, m_curve,
             m_smoothing, m_hint};
    placeFrom(0, *m_upper);
    m_size->setRange(qRound(BrushTool::LeastSize), qRound(BrushTool::MostSize));
    m_tolerance->setRange(0, 255);
    m_sizeByPressure->setCheckable(true);
    m_opacityByPressure->setCheckable(true);
    connect(m_size, &ValueSlider::valueChanged, this,
            [this](int px) { edit([px](BrushSettings& b) { b.size = px; }); });
    connect(m_swatch, &MaskSwatch::chosen, this, &ToolOptions::maskColourChosen);
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
    connect(m_curve, &QAbstractButton::clicked, this, &ToolOptions::chooseCurve);
    connect(&tools, &ToolBox::changed, this, &ToolOptions::refresh);
    keepTranslated(this, [this] { showWords(); });
    refresh();
}

void ToolOptions::setMaskColour(const QColor& colour) { m_swatch->setColour(colour); }

void ToolOptions::showWords()
{
    m_size->setName(tr("Size"));
    m_size->setUnit(QStringLiteral("px"));
    m_hardness->setName(tr("Hardness"));
    m_opacity->setName(tr("Opacity"));
    m_smoothing->setName(tr("Smooth"));
    m_tolerance->setName(tr("Tolerance"));
    for (ValueSlider* slider : {m_hardness, m_opacity, m_smoothing}) {
        slider->setUnit(QStringLiteral("%"));
    }
    m_size->setToolTip(tr("Shift and a drag to the side change it on the canvas, too"));
    m_sizeByPressure->setMeaning(tr("Pen pressure changes the size"));
    m_opacityByPressure->setMeaning(tr("Pen pressure changes the opacity"));
    refresh();
}

void ToolOptions::chooseCurve()
{
    QMenu menu(this);
    for (const PressureCurve curve : {PressureCurve::Soft, PressureCurve::Linear, PressureCurve::Firm}) {
        QAction* choice = menu.addAction(
            curveWords(curve), this, [this, curve] { edit([curve](BrushSettings& b) { b.pressureCurve = curve; }); });
        choice->setCheckable(true);
        choice->setChecked(curve == m_tools.brush().pressureCurve);
    }
    menu.exec(m_curve->mapToGlobal(QPoint(0, m_curve->height())));
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
    for (QWidget* widget : std::initializer_list<QWidget*>{m_sizeByPressure, m_hardness, m_opacity, m_opacityByPressure,
                                                           m_curve, m_smoothing}) {
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
    m_curve->setEnabled(brush.sizeByPressure || brush.opacityByPressure);
    m_curve->setMeaning(tr("How pen pressure acts: %1").arg(curveWords(brush.pressureCurve)));
    m_hint->setFullText(hintOf(kind));
    arrange();
}

void ToolOptions::placeFrom(std::size_t first, QHBoxLayout& row)
{
    for (std::size_t i = first; i < m_all.size(); ++i) {
        row.addWidget(m_all[i], m_all[i] == m_hint ? 1 : 0); // out of the row that it stood in
    }
}

int ToolOptions::neededWidth() const
{
    int width = m_upper->spacing(); // the margins, and a gap less than widgets
    for (const QWidget* widget : m_all) {
        width += widget->isHidden() ? 0 : widget->sizeHint().width() + m_upper->spacing();
    }
    return width;
}

void ToolOptions::arrange()
{
    constexpr int Slack = 32; // px: a number that grows by a digit must not fold and unfold it again and again
    constexpr std::size_t FirstFolded = 5;
    const int needed = neededWidth();
    const bool isFolded = width() < (m_isFolded ? needed + Slack : needed);
    if (std::exchange(m_isFolded, isFolded) == isFolded) {
        return;
    }
    placeFrom(FirstFolded, isFolded ? *m_lower : *m_upper);
    if (isFolded) {
        m_upper->addStretch(1);
    } else {
        delete m_upper->takeAt(FirstFolded);
    }
    m_second->setVisible(isFolded);
}

void ToolOptions::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace genserve::ui
