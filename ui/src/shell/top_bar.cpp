#include "top_bar.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

#include "../commands/command_registry.h"
#include "../commands/live_keys.h"
#include "../controls/icon_button.h"
#include "../controls/text_label.h"
#include "../settings/language.h"
#include "../theme/bar.h"
#include "../theme/theme.h"
#include "command_field.h"

namespace genserve::ui {
namespace {

constexpr int NarrowBelow = 1100;
constexpr double Dot = 7, DotInset = 5;

} // namespace

class BellButton : public IconButton {
public:
    explicit BellButton(QWidget* parent) : IconButton(QStringLiteral("bell"), IconButtonSize::Bar, parent) {}
    bool isUnread = false;

protected:
    void paintEvent(QPaintEvent* event) override
    {
        IconButton::paintEvent(event);
        if (isUnread) {
            QPainter painter(this);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(Theme::current().colour(Role::Accent));
            painter.drawEllipse(QRectF(width() - Dot - DotInset, DotInset, Dot, Dot));
        }
    }
};

TopBar::TopBar(const CommandRegistry& commands, QWidget* parent)
    : QWidget(parent),
      m_title(new TextLabel(TextStep::Title, this)),
      m_state(new TextLabel(TextStep::Small, this)),
      m_field(new CommandField(this)),
      m_language(new IconButton(QStringLiteral("languages"), IconButtonSize::Bar, this)),
      m_bell(new BellButton(this))
{
    const Theme& theme = Theme::current();
    auto* row = makeBar(*this, u"layout.topBar", u"space.l", u"space.m", u"space.s");
    row->addWidget(m_title);
    row->addSpacing(theme.px(u"space.xs"));
    row->addWidget(m_state, 1);
    row->addWidget(m_field);
    row->addWidget(m_language);
    row->addWidget(m_bell);
    connect(m_field, &QAbstractButton::clicked, this, &TopBar::commandsWanted);
    connect(m_language, &QAbstractButton::clicked, this, &TopBar::chooseLanguage);
    connect(m_bell, &QAbstractButton::clicked, this, &TopBar::noticesWanted);
    keepKeys(this, commands, [this, &commands] {
        m_field->setText(tr("Search or run a command"));
        m_field->setAccessibleName(m_field->text());
        m_field->setKeys(shortKeys(commands, QStringLiteral("window.commands")));
        m_language->setMeaning(tr("Language"));
        setUnread(m_bell->isUnread);
    });
}

void TopBar::setUnread(bool isUnread)
{
    m_bell->isUnread = isUnread;
    m_bell->setMeaning(isUnread ? tr("Messages, new ones") : tr("Messages"));
    m_bell->update();
}

void TopBar::setLanguage(const QString& code) { m_current = code; }

const QWidget& TopBar::bell() const { return *m_bell; }

void TopBar::setTitle(const QString& title, const QString& state, Tone tone)
{
    m_title->setText(title);
    m_state->setText(state);
    m_state->setTone(tone);
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
        QAction* one = menu.addAction(choice.name, this, [this, code = choice.code] { Q_EMIT languageWanted(code); });
        one->setCheckable(true);
        one->setChecked(choice.code == m_current);
    }
    menu.exec(m_language->mapToGlobal(QPoint(0, m_language->height())));
}

} // namespace genserve::ui
