#include "top_bar.h"

#include <QHBoxLayout>
#include <QMenu>

#include "../commands/command_registry.h"
#include "../controls/icon_button.h"
#include "../controls/text_label.h"
#include "../settings/language.h"
#include "../theme/bar.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "command_field.h"

namespace genserve::ui {
namespace {

constexpr int NarrowBelow = 1100;

} // namespace

TopBar::TopBar(const CommandRegistry& commands, QWidget* parent)
    : QWidget(parent),
      m_title(new TextLabel(TextStep::Title, this)),
      m_state(new TextLabel(TextStep::Small, this)),
      m_field(new CommandField(this)),
      m_language(new IconButton(QStringLiteral("languages"), IconButtonSize::Bar, this))
{
    const Theme& theme = Theme::current();
    auto* row = makeBar(*this, u"layout.topBar", u"space.l", u"space.m", u"space.s");
    row->addWidget(m_title);
    row->addSpacing(theme.px(u"space.xs"));
    row->addWidget(m_state, 1);
    row->addWidget(m_field);
    row->addWidget(m_language);
    connect(m_field, &QAbstractButton::clicked, this, &TopBar::commandsWanted);
    connect(m_language, &QAbstractButton::clicked, this, &TopBar::chooseLanguage);
    keepTranslated(this, [this, &commands] {
        m_field->setText(tr("Search or run a command"));
        m_field->setAccessibleName(m_field->text());
        m_field->setKeys(commands.keysText(QStringLiteral("window.commands")).replace(u'+', u' '));
        m_language->setMeaning(tr("Language"));
    });
}

void TopBar::setTitle(const QString& title, const QString& state)
{
    m_title->setText(title);
    m_state->setText(state);
}

void TopBar::resizeEvent(QResizeEvent* event)
{
    m_field->setNarrow(width() < NarrowBelow - Theme::current().px(u"layout.rail"));
    QWidget::resizeEvent(event);
}

void TopBar::chooseLanguage()
{
    QMenu menu(this);
    for (const LanguageChoice& choice : Language::choices()) {
        menu.addAction(choice.name, this, [this, code = choice.code] { Q_EMIT languageWanted(code); });
    }
    menu.exec(m_language->mapToGlobal(QPoint(0, m_language->height())));
}

} // namespace genserve::ui
