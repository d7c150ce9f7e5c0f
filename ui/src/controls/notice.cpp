#include "notice.h"

#include <QHBoxLayout>
#include <QStyle>

#include "../theme/theme.h"
#include "tone_mark.h"

namespace genserve::ui {

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
    m_icon->setPixmap(toneMark(tone, *this));
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
