#include "prompt_panel.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include "../controls/icon_button.h"
#include "../controls/popup_menu.h"
#include "../settings/settings_store.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "control_section.h"
#include "generate_bar.h"
#include "input_section.h"
#include "lora_section.h"
#include "mask_section.h"
#include "model_section.h"
#include "preset_menu.h"
#include "prompt_section.h"
#include "sampling_section.h"
#include "seed_row.h"
#include "size_section.h"
#include "wildcard_folder.h"

namespace genserve::ui {

PromptPanel::PromptPanel(StudioModel& model, const World& world, CommandRegistry& commands, SettingsStore& settings,
                         QWidget* parent)
    : QWidget(parent), m_model(model), m_presets(settings.file())
{
    const Theme& theme = Theme::current();
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // a click on a button in it must not take the keyboard from the prompt
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    auto* list = new QWidget(scroll);
    list->setProperty("role", QStringLiteral("panel"));
    list->setAttribute(Qt::WA_StyledBackground);
    auto* sections = new QVBoxLayout(list);
    const int inset = theme.px(u"space.l");
    sections->setContentsMargins(inset, theme.px(u"space.m") - 2, inset, inset);
    sections->setSpacing(theme.px(u"space.m"));
    auto* modelRow = new QHBoxLayout;
    modelRow->setSpacing(theme.px(u"space.xs"));
    auto* presets = new IconButton(QStringLiteral("bookmark"), IconButtonSize::Bar, list);
    connect(presets, &QAbstractButton::clicked, this, [this, presets] { showPresets(presets); });
    keepTranslated(presets, [presets] { presets->setMeaning(tr("Presets: settings kept under a name")); });
    auto* box = new ModelBox(model, list);
    modelRow->addWidget(box, 1);
    modelRow->addWidget(presets);
    QWidget::setTabOrder(box, presets);
    m_prompt = new PromptSection(model, *world.tokens, m_presets, list); // after the model in the order of Tab
    if (world.program != nullptr) {
        m_prompt->setWildcardFolder(
            *new WildcardFolder(world.program->dataFolder() % QStringLiteral("/wildcards"), this));
    }
    sections->addLayout(modelRow);
    auto* control = new ControlSection(model, commands, list);
    connect(control, &ControlSection::pictureWanted, this, &PromptPanel::pictureWanted);
    connect(control, &ControlSection::workWanted, this, &PromptPanel::workWanted);
    auto* input = new InputSection(model, list);
    connect(input, &InputSection::pictureWanted, this, &PromptPanel::pictureWanted);
    connect(input, &InputSection::workWanted, this, &PromptPanel::workWanted);
    sections->addWidget(m_prompt);
    sections->addWidget(input);
    sections->addWidget(control);
    sections->addWidget(new MaskSection(model, list));
    sections->addWidget(new SizeSection(model, list));
    sections->addWidget(new SamplingSection(model, list));
    auto* loras = new LoraSection(model, list);
    connect(loras, &LoraSection::added, scroll, [scroll](QWidget* row) { scroll->ensureWidgetVisible(row); });
    sections->addWidget(loras);
    sections->addStretch();
    scroll->setWidget(list);
    auto* rule = new QFrame(this);
    rule->setProperty("role", QStringLiteral("rule"));
    m_generate = new GenerateBar(model, world, commands, this);
    column->addWidget(scroll, 1);
    column->addWidget(rule);
    column->addWidget(m_generate);
}

void PromptPanel::showPresets(QWidget* under)
{
    PresetMenu menu(m_presets, PresetMenu::Kind::Presets, true, this);
    connect(&menu, &PresetMenu::keepWanted, this,
            [this](const QString& name) { m_presets.savePreset(name, m_model.state()); });
    connect(&menu, &PresetMenu::chosen, this, [this](const QString& name) {
        StudioState state = m_model.state();
        if (m_presets.applyPreset(name, state)) {
            m_model.restore(state);
        }
    });
    openKeepingFocus(menu, under->mapToGlobal(QPoint(0, under->height())));
}

void PromptPanel::addSeedSource(QAction& action) { findChild<SeedRow*>()->addSource(action); }

PromptEditor& PromptPanel::editor() { return m_prompt->editor(); }

} // namespace genserve::ui
