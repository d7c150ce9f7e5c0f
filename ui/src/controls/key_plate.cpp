#include "key_plate.h"

#include <QStringList>

#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Height = 18, Inset = 6, Gap = 4;

QFont plateFont(const QFont& base)
{
    QFont result = base;
    result.setPixelSize(Theme::current().px(u"type.caption.px"));
    return result;
}

int plateWidth(const QFont& font, const QString& key)
{
    return qMax(Height, QFontMetrics(font).horizontalAdvance(key) + 2 * Inset);
}

void paintPlate(QPainter& painter, const QRect& rect, const QString& key)
{
    const Theme& theme = Theme::current();
    painter.setPen(theme.colour(Role::Border));
    painter.setBrush(theme.colour(Role::Panel));
    const double radius = theme.px(u"radius.small");
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.setPen(theme.colour(Role::TextSecondary));
    painter.drawText(rect, Qt::AlignCenter, key);
}

} // namespace

int paintKeyPlates(QPainter& painter, const QRect& rect, const QString& keys)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(plateFont(painter.font()));
    QStringList parts = keys.split(u'+', Qt::SkipEmptyParts);
    if (keys.endsWith(u'+')) {
        parts << QStringLiteral("+");
    }
    int right = rect.right();
    for (auto it = parts.rbegin(); it != parts.rend(); ++it) {
        const int wide = plateWidth(painter.font(), *it);
        paintPlate(painter, QRect(right - wide, rect.center().y() - Height / 2, wide, Height), *it);
        right -= wide + Gap;
    }
    painter.restore();
    return rect.right() - right;
}

KeyPlate::KeyPlate(const QString& key, QWidget* parent) : QWidget(parent), m_key(key)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void KeyPlate::setKey(const QString& key)
{
    m_key = key;
    updateGeometry();
    update();
}

QSize KeyPlate::sizeHint() const { return {plateWidth(plateFont(font()), m_key), Height}; }

void KeyPlate::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(plateFont(font()));
    paintPlate(painter, rect(), m_key);
}

} // namespace genserve::ui
