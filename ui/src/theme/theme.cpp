#include "theme.h"

#include <QFile>
#include <QPalette>
#include <QStyle>

#include "base_style.h"
#include "icon_file.h"

namespace genserve::ui {
namespace {

Theme* theTheme = nullptr;

Scheme schemeOf(const QPalette& palette)
{
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness()
               ? Scheme::Dark
               : Scheme::Light;
}

// What "@{...}" of the template stands for.
QString resolved(const Tokens& tokens, Scheme scheme, const QString& word)
{
    if (word.startsWith(QLatin1String("icon:"))) {
        const auto parts = word.split(u':');
        const QColor colour(tokens.substitution(scheme, parts.value(2)));
        return iconFile(parts.value(1), colour);
    }
    return tokens.substitution(scheme, word);
}

} // namespace

Theme::Theme(QApplication& application)
    : m_application(application),
      m_tokens(Tokens::load()),
      m_systemScheme(schemeOf(application.palette())),
      m_scheme(m_systemScheme)
{
    Q_ASSERT(theTheme == nullptr);
    theTheme = this;
    QApplication::setStyle(new BaseStyle);
    apply();
}

Theme::~Theme() { theTheme = nullptr; }

Theme& Theme::current()
{
    Q_ASSERT(theTheme != nullptr);
    return *theTheme;
}

void Theme::setPreference(Preference preference)
{
    m_preference = preference;
    const Scheme wanted = preference == Preference::System  ? m_systemScheme
                          : preference == Preference::Light ? Scheme::Light
                                                            : Scheme::Dark;
    if (wanted != m_scheme) {
        m_scheme = wanted;
        apply();
        Q_EMIT changed();
    }
}

int Theme::motionMs(QStringView name) const
{
    const bool isReduced = m_application.style()->styleHint(QStyle::SH_Widget_Animation_Duration) == 0;
    return isReduced ? px(u"motion.reduced") : px(QString(u"motion." % name));
}

void Theme::apply()
{
    QApplication::setPalette(palette());
    m_application.setStyleSheet(styleSheet());
}

QPalette Theme::palette() const
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole place, Role role, Role disabled) {
        palette.setColor(place, colour(role));
        palette.setColor(QPalette::Disabled, place, colour(disabled));
    };
    set(QPalette::Window, Role::Window, Role::Window);
    set(QPalette::WindowText, Role::Text, Role::TextDisabled);
    set(QPalette::Base, Role::Input, Role::Panel);
    set(QPalette::AlternateBase, Role::Panel, Role::Panel);
    set(QPalette::Text, Role::Text, Role::TextDisabled);
    set(QPalette::PlaceholderText, Role::TextSecondary, Role::TextDisabled);
    set(QPalette::Button, Role::Card, Role::Panel);
    set(QPalette::ButtonText, Role::Text, Role::TextDisabled);
    set(QPalette::BrightText, Role::OnAccent, Role::TextDisabled);
    set(QPalette::Highlight, Role::Accent, Role::Track);
    set(QPalette::HighlightedText, Role::OnAccent, Role::TextDisabled);
    set(QPalette::Link, Role::AccentText, Role::TextDisabled);
    set(QPalette::LinkVisited, Role::AccentText, Role::TextDisabled);
    set(QPalette::ToolTipBase, Role::Tooltip, Role::Tooltip);
    set(QPalette::ToolTipText, Role::OnTooltip, Role::OnTooltip);
    set(QPalette::Light, Role::BorderStrong, Role::Border);
    set(QPalette::Mid, Role::Border, Role::Divider);
    set(QPalette::Dark, Role::Divider, Role::Divider);
    return palette;
}

QString Theme::styleSheet() const
{
    QFile file(QStringLiteral(":/looks/studio.qss"));
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("the program was built without its look: :/looks/studio.qss");
    }
    // The template's opening comment explains its syntax with words that stand for nothing.
    const QString text = QString::fromUtf8(file.readAll()).section(QStringLiteral("*/"), 1);
    QString sheet;
    qsizetype done = 0;
    for (qsizetype open = text.indexOf(QLatin1String("@{")); open >= 0;
         open = text.indexOf(QLatin1String("@{"), done)) {
        const qsizetype close = text.indexOf(u'}', open);
        const QString word = text.mid(open + 2, close - open - 2);
        const QString value = resolved(m_tokens, m_scheme, word);
        if (value.isEmpty()) {
            qWarning("studio.qss: '%s' stands for nothing", qUtf8Printable(word));
        }
        sheet += QStringView(text).mid(done, open - done) % value;
        done = close + 1;
    }
    return sheet % QStringView(text).mid(done);
}

} // namespace genserve::ui
