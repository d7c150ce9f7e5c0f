#include "prompt_panel.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include "../theme/theme.h"
#include "control_section.h"
#include "generate_bar.h"
#include "lora_section.h"
#include "mask_section.h"
#include "model_section.h"
#include "prompt_section.h"
#include "sampling_section.h"
#include "size_section.h"

namespace genserve::ui {

PromptPanel::PromptPanel(StudioModel& model, const World& world, CommandRegistry& commands, QWidget* parent)
    : QWidget(parent)
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
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    auto* list = new QWidget(scroll);
    list->setProperty("role", QStringLiteral("panel"));
    list->setAttribute(Qt::WA_StyledBackground);
    auto* sections = new QVBoxLayout(list);
    const int inset = theme.px(u"space.l");
    sections->setContentsMargins(inset, theme.px(u"space.m") - 2, inset, inset);
    sections->setSpacing(theme.px(u"space.m"));
    m_prompt = new PromptSection(model, *world.tokens, list);
    auto* control = new ControlSection(model, list);
    connect(control, &ControlSection::pictureWanted, this, &PromptPanel::pictureWanted);
    sections->addWidget(new ModelBox(model, list));
    sections->addWidget(m_prompt);
    sections->addWidget(control);
    sections->addWidget(new MaskSection(model, list));
    sections->addWidget(new SizeSection(model, list));
    sections->addWidget(new SamplingSection(model, list));
    sections->addWidget(new LoraSection(model, list));
    sections->addStretch();
    scroll->setWidget(list);
    auto* rule = new QFrame(this);
    rule->setProperty("role", QStringLiteral("rule"));
    m_generate = new GenerateBar(model, *world.tasks, commands, this);
    column->addWidget(scroll, 1);
    column->addWidget(rule);
    column->addWidget(m_generate);
}

PromptEditor& PromptPanel::editor() { return m_prompt->editor(); }

} // namespace genserve::ui
