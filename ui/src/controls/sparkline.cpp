#include "sparkline.h"

#include <algorithm>

#include <QPainter>
#include <QPolygonF>

#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr double LineWidth = 1.5, AreaOpacity = 0.18;

} // namespace

Sparkline::Sparkline(Role line, int capacity, double top, QWidget* parent)
    : QWidget(parent), m_line(line), m_capacity(static_cast<std::size_t>(std::max(2, capacity))), m_top(top)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Sparkline::add(double value)
{
    m_values.push_back(value);
    while (m_values.size() > m_capacity) {
        m_values.pop_front();
    }
    update();
}

void Sparkline::setValues(std::deque<double> values)
{
    m_values = std::move(values);
    while (m_values.size() > m_capacity) {
        m_values.pop_front();
    }
    update();
}

QSize Sparkline::sizeHint() const { return {80, 18}; }

void Sparkline::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_values.size() < 2) {
        painter.setPen(theme.colour(Role::ChartGrid));
        painter.drawLine(QPointF(0, height() - 0.5), QPointF(width(), height() - 0.5));
        return;
    }
    QPolygonF line;
    const double step = static_cast<double>(width()) / static_cast<double>(m_capacity - 1);
    const double usable = height() - 2 * LineWidth;
    double x = width() - step * static_cast<double>(m_values.size() - 1);
    for (const double value : m_values) {
        line << QPointF(x, height() - LineWidth - usable * std::clamp(value / m_top, 0.0, 1.0));
        x += step;
    }
    QPolygonF area = line;
    area << QPointF(line.last().x(), height()) << QPointF(line.first().x(), height());
    QColor tint = theme.colour(m_line);
    tint.setAlphaF(AreaOpacity);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tint);
    painter.drawPolygon(area);
    painter.setPen(QPen(theme.colour(m_line), LineWidth));
    painter.drawPolyline(line);
}

} // namespace genserve::ui
