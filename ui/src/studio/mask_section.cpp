#include "mask_section.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "../controls/text_label.h"
#include "../controls/toggle_switch.h"
#include "../controls/value_slider.h"
#include "../theme/live_text.h"
#include "studio_model.h"

namespace genserve::ui {
namespace {

constexpr int MostGrow = 128, MostFeather = 128, MostPadding = 512, DefaultPadding = 32;
constexpr int LeastPadding = 72; // px: its slider, while it is about to move into a line of its own

} // namespace

MaskSection::MaskSection(StudioModel& model, QWidget* parent)
    : Section(parent),
      m_model(model),
      m_polarity(new TextLabel(TextStep::Caption, this)),
      m_grow(new ValueSlider({}, this)),
      m_feather(new ValueSlider({}, this)),
      m_onlyMasked(new ToggleSwitch({}, this)),
      m_padding(new ValueSlider({}, this)),
      m_keepRest(new ToggleSwitch({}, this)),
      m_matchColours(new ToggleSwitch({}, this))
{
    head()->addWidget(m_polarity);
    QHBoxLayout* edges = addRow();
    edges->addWidget(m_grow);
    edges->addWidget(m_feather);
    m_only = addRow();
    m_only->addWidget(m_onlyMasked, 1);
    m_only->addWidget(m_padding, 1);
    m_padding->setMinimumWidth(LeastPadding);
    for (ToggleSwitch* toggle : {m_onlyMasked, m_keepRest, m_matchColours}) {
        toggle->setCheckable(true);
    }
    column()->addWidget(m_keepRest);
    column()->addWidget(m_matchColours);
    m_grow->setRange(-MostGrow, MostGrow);
    m_grow->setDefaultValue(0);
    m_feather->setRange(0, MostFeather);
    m_feather->setDefaultValue(0);
    m_padding->setRange(0, MostPadding);
    m_padding->setDefaultValue(DefaultPadding);
    connect(m_grow, &ValueSlider::valueChanged, this,
            [this](int px) { m_model.change([px](StudioState& state) { state.request.maskGrowPx = px; }); });
    connect(m_feather, &ValueSlider::valueChanged, this,
            [this](int px) { m_model.change([px](StudioState& state) { state.request.maskFeatherPx = px; }); });
    connect(m_padding, &ValueSlider::valueChanged, this,
            [this](int px) { m_model.change([px](StudioState& state) { state.request.maskPaddingPx = px; }); });
    connect(m_onlyMasked, &QAbstractButton::clicked, this,
            [this](bool isOn) { m_model.change([isOn](StudioState& state) { state.request.onlyMasked = isOn; }); });
    connect(m_keepRest, &QAbstractButton::clicked, this,
            [this](bool isOn) { m_model.change([isOn](StudioState& state) { state.request.pasteBack = isOn; }); });
    connect(m_matchColours, &QAbstractButton::clicked, this,
            [this](bool isOn) { m_model.change([isOn](StudioState& state) { state.request.colorMatch = isOn; }); });
    connect(&model, &StudioModel::changed, this, &MaskSection::refresh);
    keepTranslated(this, [this] {
        setTitle(tr("Mask"));
        m_polarity->setText(tr("white = repaint"));
        m_grow->setName(tr("Grow"));
        m_feather->setName(tr("Feather"));
        m_padding->setName(tr("Padding"));
        for (ValueSlider* slider : {m_grow, m_feather, m_padding}) {
            slider->setUnit(QStringLiteral("px"));
        }
        m_onlyMasked->setText(tr("Only masked"));
        m_onlyMasked->setToolTip(tr("Works on the masked part alone, at the model's best size, and puts it back"));
        m_keepRest->setText(tr("Keep the rest exactly"));
        m_keepRest->setToolTip(tr("Outside the mask not one pixel changes"));
        m_matchColours->setText(tr("Match colours at the seam"));
        fold();
    });
    refresh();
}

// In a narrow panel the padding stands below its switch.
void MaskSection::fold()
{
    const int needed = m_onlyMasked->sizeHint().width() + m_only->spacing() + m_padding->sizeHint().width();
    m_only->setDirection(needed > width() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void MaskSection::resizeEvent(QResizeEvent* event)
{
    Section::resizeEvent(event);
    fold();
}

void MaskSection::refresh()
{
    const GenerationRequest& request = m_model.state().request;
    setVisible(request.mode == Mode::Fill);
    const QSignalBlocker grow(m_grow), feather(m_feather), padding(m_padding);
    m_grow->setValue(request.maskGrowPx);
    m_feather->setValue(request.maskFeatherPx);
    m_padding->setValue(request.maskPaddingPx);
    m_padding->setEnabled(request.onlyMasked);
    m_onlyMasked->setChecked(request.onlyMasked);
    m_keepRest->setChecked(request.pasteBack);
    m_matchColours->setChecked(request.colorMatch);
}

} // namespace genserve::ui
