#include "state_chip.h"

#include <array>
#include <utility>

#include <QPainter>

#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Height = 20, Dot = 6, Inset = 9, DotGap = 5;

std::pair<Role, Role> rolesOf(Tone tone) // text, ground
{
    constexpr std::array<std::pair<Role, Role>, 5> Roles{{{Role::TextSecondary, Role::Hover},
                                                          {Role::Success, Role::SuccessSubtle},
                                                          {Role::Warning, Role::WarningSubtle},
                                                          {Role::Danger, Role::DangerSubtle},
                                                          {Role::AccentText, Role::AccentSubtle}}};
    return Roles[static_cast<std::size_t>(tone)];
}

} // namespace

StateChip::StateChip(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StateChip::setState(const QString& word, Tone tone)
{
    m_word = word;
    m_tone = tone;
    setAccessibleName(word);
    updateGeometry();
    update();
}

QFont StateChip::wordFont() const
{
    QFont result = font();
    result.setPixelSize(Theme::current().px(u"type.caption.px"));
    result.setWeight(QFont::DemiBold);
    return result;
}

QSize StateChip::sizeHint() const
{
    return {QFontMetrics(wordFont()).horizontalAdvance(m_word) + 2 * Inset + Dot + DotGap, Height};
}

void StateChip::paintEvent(QPaintEvent* /*event*/)
{
    const auto [text, ground] = rolesOf(m_tone);
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colour(ground));
    painter.drawRoundedRect(rect(), Height / 2.0, Height / 2.0);
    painter.setBrush(theme.colour(text));
    painter.drawEllipse(QRectF(Inset, (height() - Dot) / 2.0, Dot, Dot));
    painter.setPen(theme.colour(text));
    painter.setFont(wordFont());
    painter.drawText(rect().adjusted(Inset + Dot + DotGap, 0, 0, 0), Qt::AlignVCenter, m_word);
}

} // namespace genserve::ui
