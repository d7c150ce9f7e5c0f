#include "token_meter.h"

#include <algorithm>

#include <QPainter>

#include "../theme/tabular_text.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int BarWidth = 36, LeastBar = 8, BarHeight = 4, Gap = 6, Height = 16;

} // namespace

TokenMeter::TokenMeter(const QString& encoder, QWidget* parent) : QWidget(parent), m_encoder(encoder)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TokenMeter::setCount(int count, int limit, bool isAbout)
{
    m_count = count;
    m_limit = limit;
    m_isAbout = isAbout;
    setAccessibleName(m_encoder % u' ' % figures());
    updateGeometry();
    update();
}

QFont TokenMeter::textFont() const
{
    QFont result = font();
    result.setPixelSize(Theme::current().px(u"type.caption.px"));
    return result;
}

QString TokenMeter::figures() const
{
    const QString counted = QStringLiteral("%1/%2").arg(m_count).arg(m_limit);
    return m_limit <= 0 ? QStringLiteral("–") : m_isAbout ? QString(u'≈' % counted) : counted;
}

QSize TokenMeter::sizeHint() const
{
    const QFontMetrics metrics(textFont());
    return {metrics.horizontalAdvance(m_encoder) + Gap + BarWidth + Gap + tabularWidth(metrics, figures()), Height};
}

QSize TokenMeter::minimumSizeHint() const { return sizeHint() - QSize(BarWidth - LeastBar, 0); }

void TokenMeter::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont());
    const int name = painter.fontMetrics().horizontalAdvance(m_encoder);
    painter.setPen(theme.colour(Role::TextSecondary));
    painter.drawText(QRect(0, 0, name + 1, height()), Qt::AlignVCenter, m_encoder);
    const int barWidth = qMax(LeastBar, BarWidth - (sizeHint().width() - width())); // gives way in narrow panels
    const QRectF bar(name + Gap, (height() - BarHeight) / 2.0, barWidth, BarHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colour(Role::Track));
    painter.drawRoundedRect(bar, BarHeight / 2.0, BarHeight / 2.0);
    const double fraction = m_limit > 0 ? std::min(1.0, static_cast<double>(m_count) / m_limit) : 0.0;
    if (fraction > 0) {
        painter.setBrush(theme.colour(isOver() ? Role::Warning : Role::ChartLine));
        painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(std::max(4.0, bar.width() * fraction), BarHeight)),
                                BarHeight / 2.0, BarHeight / 2.0);
    }
    painter.setPen(theme.colour(isOver() ? Role::Warning : Role::TextSecondary));
    paintTabular(painter, QRect(name + 2 * Gap + barWidth, 0, width(), height()), Qt::AlignLeft, figures());
}

} // namespace genserve::ui
