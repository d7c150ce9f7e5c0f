#include "rate_chart.h"

#include <algorithm>

#include <QLocale>
#include <QPainter>
#include <QTime>

#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Minutes = 60, ScaleWidth = 32, AxisHeight = 20, Lines = 3, LeastTop = 6;
constexpr double LineWidth = 1.5, AreaOpacity = 0.18, BarWidth = 4;

} // namespace

RateChart::RateChart(QWidget* parent) : QWidget(parent)
{
    setMinimumHeight(110);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RateChart::setRates(const std::vector<int>& all, const std::vector<int>& refused)
{
    m_all = all;
    m_refused = refused;
    update();
}

int RateChart::top() const
{
    const int most = m_all.empty() ? 0 : *std::ranges::max_element(m_all);
    return std::max(LeastTop, (most + Lines - 1) / Lines * Lines);
}

void RateChart::paintScale(QPainter& painter, const QRectF& plot) const
{
    const Theme& theme = Theme::current();
    QFont small = font();
    small.setPixelSize(theme.px(u"type.caption.px"));
    painter.setFont(small);
    for (int line = 0; line <= Lines; ++line) {
        const double y = plot.bottom() - plot.height() * line / Lines;
        painter.setPen(theme.colour(Role::ChartGrid));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme.colour(Role::TextSecondary));
        painter.drawText(QRectF(plot.right() + 6, y - 8, ScaleWidth - 6, 16), Qt::AlignVCenter | Qt::AlignRight,
                         QString::number(top() * line / Lines));
    }
    const QLocale locale;
    const auto timeAt = [&](int minutesAgo) {
        return minutesAgo == 0 ? tr("now")
                               : locale.toString(QTime::currentTime().addSecs(-60 * minutesAgo), QLocale::ShortFormat);
    };
    const QRectF axis(plot.left(), plot.bottom() + 4, plot.width(), AxisHeight - 4);
    painter.drawText(axis, Qt::AlignLeft, timeAt(Minutes));
    painter.drawText(axis, Qt::AlignHCenter, timeAt(Minutes / 2));
    painter.drawText(axis, Qt::AlignRight, timeAt(0));
}

void RateChart::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF plot(0, 8, width() - ScaleWidth, height() - AxisHeight - 8);
    paintScale(painter, plot);
    const double step = plot.width() / (Minutes - 1), unit = plot.height() / top();
    const auto xOf = [&](std::size_t i, std::size_t count) {
        return plot.right() - step * static_cast<double>(count - 1 - i);
    };
    if (!m_all.empty()) {
        QPolygonF line;
        if (m_all.size() < Minutes) { // the server answers since then: nothing was asked before
            line << QPointF(plot.left(), plot.bottom()) << QPointF(xOf(0, m_all.size()) - step, plot.bottom());
        }
        for (std::size_t i = 0; i < m_all.size(); ++i) {
            line << QPointF(xOf(i, m_all.size()), plot.bottom() - unit * m_all[i]);
        }
        QPolygonF area = line;
        area << QPointF(line.last().x(), plot.bottom()) << QPointF(line.first().x(), plot.bottom());
        QColor tint = theme.colour(Role::ChartLine);
        tint.setAlphaF(AreaOpacity);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tint);
        painter.drawPolygon(area);
        painter.setPen(QPen(theme.colour(Role::ChartLine), LineWidth));
        painter.drawPolyline(line);
    }
    for (std::size_t i = 0; i < m_refused.size(); ++i) {
        if (m_refused[i] > 0) {
            const double height = unit * m_refused[i];
            painter.fillRect(QRectF(xOf(i, m_refused.size()) - BarWidth / 2, plot.bottom() - height, BarWidth, height),
                             theme.colour(Role::Danger));
        }
    }
}

} // namespace genserve::ui
