#include "notice.h"

#include <QHBoxLayout>
#include <QStyle>

#include "../theme/icon.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

struct Look {
    const char* icon;
    Role role;
};

Look lookOf(Tone tone)
{
    switch (tone) {
    case Tone::Success: return {"circle-check", Role::Success};
    case Tone::Warning: return {"triangle-alert", Role::Warning};
    case Tone::Danger: return {"circle-alert", Role::Danger};
    case Tone::Accent:
    case Tone::None: break;
    }
    return {"info", Role::AccentText};
}

} // namespace

Notice::Notice(QWidget* parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_strong(new TextLabel(TextStep::Strong, this)),
      m_plain(new TextLabel(TextStep::Small, this))
{
    setProperty("role", QStringLiteral("notice"));
    const Theme& theme = Theme::current();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme.px(u"space.m"), theme.px(u"space.s"), theme.px(u"space.m"), theme.px(u"space.s"));
    layout->setSpacing(theme.px(u"space.s"));
    auto* words = new QVBoxLayout;
    words->setSpacing(theme.px(u"space.xxs"));
    m_strong->setWordWrap(true);
    m_plain->setWordWrap(true);
    words->addWidget(m_strong);
    words->addWidget(m_plain);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
}

void Notice::setMessage(Tone tone, const QString& strong, const QString& plain)
{
    const Look look = lookOf(tone);
    const int side = Theme::current().px(u"control.iconSmall");
    m_icon->setPixmap(icon(QLatin1String(look.icon), look.role).pixmap(QSize(side, side), devicePixelRatio()));
    m_strong->setText(strong);
    m_strong->setTone(tone);
    m_plain->setText(plain);
    m_plain->setVisible(!plain.isEmpty());
    setAccessibleName(strong % QStringLiteral(". ") % plain);
    setProperty("tone", toneName(tone));
    style()->unpolish(this);
    style()->polish(this);
}

} // namespace genserve::ui
