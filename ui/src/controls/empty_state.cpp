#include "empty_state.h"

#include <QVBoxLayout>

#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "text_label.h"

namespace genserve::ui {

EmptyState::EmptyState(const QString& iconName, QWidget* parent)
    : QWidget(parent), m_strong(new TextLabel(TextStep::Strong, this)), m_plain(new TextLabel(TextStep::Small, this))
{
    const Theme& theme = Theme::current();
    auto* picture = new QLabel(this);
    const int side = theme.px(u"control.iconHero") - theme.px(u"space.s");
    keepThemed(picture, [picture, iconName, side] {
        picture->setPixmap(icon(iconName, Role::TextSecondary).pixmap(QSize(side, side), picture->devicePixelRatioF()));
    });
    auto* layout = new QVBoxLayout(this);
    const int margin = theme.px(u"space.l");
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(theme.px(u"space.xs"));
    layout->addStretch();
    layout->addWidget(picture, 0, Qt::AlignHCenter);
    layout->addSpacing(theme.px(u"space.s"));
    for (TextLabel* label : {m_strong, m_plain}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    layout->addStretch();
}

void EmptyState::setTexts(const QString& strong, const QString& plain)
{
    m_strong->setText(strong);
    m_plain->setText(plain);
}

} // namespace genserve::ui
