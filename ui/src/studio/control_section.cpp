#include "control_section.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "../commands/command_registry.h"
#include "../controls/toggle_switch.h"
#include "../controls/value_slider.h"
#include "../theme/live_text.h"
#include "picture_row.h"
#include "studio_model.h"

namespace genserve::ui {
namespace {

constexpr double Hundredth = 0.01, DefaultScale = 0.7;

} // namespace

ControlSection::ControlSection(StudioModel& model, CommandRegistry& commands, QWidget* parent)
    : Section(parent),
      m_model(model),
      m_picture(new PictureRow(this)),
      m_findEdges(new ToggleSwitch({}, this)),
      m_look(new ToggleSwitch({}, this)),
      m_scale(new ValueSlider({}, this)),
      m_start(new ValueSlider({}, this)),
      m_end(new ValueSlider({}, this))
{
    m_findEdges->setCheckable(true);
    column()->addWidget(m_picture);
    column()->addWidget(m_findEdges);
    column()->addWidget(m_look);
    column()->addWidget(m_scale);
    QHBoxLayout* span = addRow();
    span->addWidget(m_start);
    span->addWidget(m_end);
    m_lookAction = commands.add({QStringLiteral("control.look"),
                                 QStringLiteral("scan"),
                                 {},
                                 [] { return tr("Show what the model sees"); },
                                 [] { return tr("Control"); }},
                                parentWidget(), [] {});
    m_lookAction->setCheckable(true);
    connect(m_look, &QAbstractButton::toggled, m_lookAction, &QAction::setChecked);
    connect(m_lookAction, &QAction::toggled, m_look, &QAbstractButton::setChecked);
    m_scale->setRange(0, 200);
    m_scale->setDefaultValue(qRound(DefaultScale / Hundredth));
    m_start->setRange(0, 100);
    m_start->setDefaultValue(0);
    m_end->setRange(0, 100);
    m_end->setDefaultValue(100);
    for (ValueSlider* slider : {m_scale, m_start, m_end}) {
        slider->setScale(Hundredth, 2);
    }
    connect(m_picture, &PictureRow::wanted, this, &ControlSection::pictureWanted);
    connect(m_picture, &PictureRow::shown, this, &ControlSection::workWanted);
    connect(m_findEdges, &QAbstractButton::clicked, this, [this](bool isOn) {
        m_model.change([isOn](StudioState& state) { state.request.controlPreprocess = isOn; });
    });
    connect(m_scale, &ValueSlider::valueChanged, this, [this] {
        m_model.change([this](StudioState& state) { state.request.controlScale = m_scale->realValue(); });
    });
    connect(m_start, &ValueSlider::valueChanged, this, [this] {
        m_model.change([this](StudioState& state) { state.request.controlStart = m_start->realValue(); });
    });
    connect(m_end, &ValueSlider::valueChanged, this,
            [this] { m_model.change([this](StudioState& state) { state.request.controlEnd = m_end->realValue(); }); });
    connect(&model, &StudioModel::changed, this, &ControlSection::refresh);
    keepTranslated(this, [this] {
        setTitle(tr("Control"));
        m_picture->setLabel(tr("Open control picture…"));
        m_findEdges->setText(tr("Find its edges first"));
        m_look->setText(tr("Show what the model sees"));
        m_look->setToolTip(tr("The lines that the model goes by, on the canvas"));
        m_scale->setName(tr("Strength"));
        m_start->setName(tr("From"));
        m_end->setName(tr("Until"));
    });
    refresh();
}

void ControlSection::refresh()
{
    const GenerationRequest& request = m_model.state().request;
    setVisible(request.mode == Mode::ControlNet);
    m_picture->setPicture(m_model.control());
    const bool canLook = request.mode == Mode::ControlNet && !m_model.control().isNull();
    m_lookAction->setEnabled(canLook);
    m_look->setEnabled(canLook);
    const QSignalBlocker scale(m_scale), start(m_start), end(m_end);
    m_findEdges->setChecked(request.controlPreprocess);
    m_scale->setRealValue(request.controlScale.value_or(DefaultScale));
    m_start->setRealValue(request.controlStart.value_or(0));
    m_end->setRealValue(request.controlEnd.value_or(1));
}

} // namespace genserve::ui
