#include "example_card.h"

#include <QPainter>
#include <QPainterPath>

#include "../theme/icon.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Width = 100, PictureHeight = 136, LeastPictureHeight = 48, Inset = 8, WordsHeight = 56, Icon = 16;

// The part of the picture that fills the place.
QRectF middlePart(const QSizeF& picture, const QSizeF& place)
{
    const QSizeF size = place.scaled(picture, Qt::KeepAspectRatio);
    return {QPointF((picture.width() - size.width()) / 2, (picture.height() - size.height()) / 2), size};
}

} // namespace

ExampleCard::ExampleCard(const QString& prompt, const QString& pictureFile, QWidget* parent)
    : QAbstractButton(parent), m_picture(pictureFile)
{
    setText(prompt);
    setToolTip(prompt);
    setAccessibleName(prompt);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setMaximumHeight(sizeHint().height());
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize ExampleCard::sizeHint() const { return {Width, Inset + PictureHeight + WordsHeight}; }

// In low windows the picture gives way, not the words.
QSize ExampleCard::minimumSizeHint() const { return {Width, Inset + LeastPictureHeight + WordsHeight}; }

void ExampleCard::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const double ring = hasFocus() ? 2 : 1, radius = theme.px(u"radius.card");
    painter.setPen(QPen(theme.colour(hasFocus()     ? Role::Focus
                                     : underMouse() ? Role::BorderStrong
                                                    : Role::Border),
                        ring));
    painter.setBrush(theme.colour(isDown() ? Role::Pressed : underMouse() ? Role::Hover : Role::Card));
    painter.drawRoundedRect(QRectF(rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2), radius, radius);
    const int foot = height() - WordsHeight - Inset; // of the picture
    const QRect place(Inset, Inset, width() - 2 * Inset, foot - Inset);
    QPainterPath round;
    round.addRoundedRect(place, theme.px(u"radius.small"), theme.px(u"radius.small"));
    painter.save();
    painter.setClipPath(round);
    painter.drawImage(QRectF(place), m_picture, middlePart(m_picture.size(), place.size()));
    painter.restore();
    QRect words = rect().adjusted(Inset + 4, foot + 6, -Inset - Icon - 8, -8);
    QFont small = font();
    small.setPixelSize(theme.px(u"type.small.px"));
    painter.setFont(small);
    painter.setPen(theme.colour(Role::Text));
    painter.drawText(words, Qt::AlignVCenter | Qt::TextWordWrap, text());
    ui::icon(QStringLiteral("play"), Role::AccentText)
        .paint(&painter, QRect(width() - Inset - Icon - 2, words.center().y() - Icon / 2, Icon, Icon));
}

void ExampleCard::enterEvent(QEnterEvent* event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void ExampleCard::leaveEvent(QEvent* event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

} // namespace genserve::ui
