#include "device_panel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "../controls/state_chip.h"
#include "../controls/text_label.h"
#include "../controls/toggle_switch.h"
#include "../studio/task_words.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"

namespace genserve::ui {

DevicePanel::DevicePanel(QWidget* parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_id(new TextLabel(TextStep::Title, this)),
      m_name(new ElidedLabel(TextStep::Small, this)),
      m_state(new StateChip(this)),
      m_switch(new ToggleSwitch({}, this)),
      m_held(new ElidedLabel(TextStep::Body, this)),
      m_reason(new TextLabel(TextStep::Small, this))
{
    const Theme& theme = Theme::current();
    setProperty("role", QStringLiteral("card"));
    auto* column = new QVBoxLayout(this);
    const int inset = theme.px(u"space.m");
    column->setContentsMargins(inset, inset, inset, inset);
    column->setSpacing(theme.px(u"space.s"));
    auto* head = new QHBoxLayout;
    head->setSpacing(theme.px(u"space.s"));
    auto* names = new QVBoxLayout;
    names->setSpacing(theme.px(u"space.xxs"));
    names->addWidget(m_id);
    names->addWidget(m_name);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addLayout(names, 1);
    head->addWidget(m_state, 0, Qt::AlignTop);
    head->addWidget(m_switch, 0, Qt::AlignTop);
    column->addLayout(head);
    auto* rule = new QFrame(this);
    rule->setProperty("role", QStringLiteral("rule"));
    column->addWidget(rule);
    column->addWidget(m_held);
    m_reason->setWordWrap(true);
    column->addWidget(m_reason);
    m_switch->setCheckable(true);
    connect(m_switch, &QAbstractButton::clicked, this, [this](bool isOn) {
        Q_EMIT modeWanted(m_device.id, isOn ? tasks::DeviceMode::Enabled : tasks::DeviceMode::Disabled);
    });
    keepTranslated(this, [this] { showWords(); });
    keepThemed(this, [this] { showWords(); });
}

void DevicePanel::setDevice(const tasks::DeviceStatus& device)
{
    m_device = device;
    showWords();
}

void DevicePanel::showWords()
{
    const StateWords words = stateWords(m_device);
    const bool isGpu = m_device.gpuId.starts_with("cuda");
    const int side = Theme::current().px(u"control.iconLarge");
    m_icon->setPixmap(icon(isGpu ? QStringLiteral("gpu") : QStringLiteral("cpu"), Role::TextSecondary)
                          .pixmap(QSize(side, side), devicePixelRatioF()));
    m_id->setText(isGpu ? QString::fromStdString(m_device.id) : QString::fromStdString(m_device.id).toUpper());
    m_name->setFullText(QString::fromStdString(m_device.name));
    m_state->setState(words.word, words.tone);
    m_switch->setChecked(m_device.isAlive());
    m_switch->setEnabled(m_device.state != tasks::DeviceState::Quarantined);
    m_switch->setAccessibleName(tr("Use %1").arg(QString::fromStdString(m_device.id)));
    m_switch->setToolTip(m_device.isAlive() ? tr("Switch off: it finishes its task first") : tr("Switch on"));
    m_held->setFullText(m_device.heldModels.empty() ? tr("No model held")
                                                    : QString::fromStdString(m_device.heldModels.front()));
    m_reason->setText(words.details);
    m_reason->setVisible(!words.details.isEmpty());
}

} // namespace genserve::ui
