#include "progress_line.h"

#include <algorithm>

#include <QPainter>

#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Thickness = 4;

} // namespace

ProgressLine::ProgressLine(QWidget* parent) : QWidget(parent)
{
    setFixedHeight(Thickness);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ProgressLine::setFraction(double fraction)
{
    m_fraction = std::clamp(fraction, 0.0, 1.0);
    update();
}

void ProgressLine::setFill(Role role)
{
    m_fill = role;
    update();
}

QSize ProgressLine::sizeHint() const { return {Thickness * 10, Thickness}; }

void ProgressLine::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colour(Role::Track));
    const double radius = height() / 2.0;
    painter.drawRoundedRect(rect(), radius, radius);
    if (m_fraction > 0) {
        painter.setBrush(theme.colour(m_fill));
        painter.drawRoundedRect(QRectF(0, 0, std::max<double>(height(), width() * m_fraction), height()), radius,
                                radius);
    }
}

} // namespace genserve::ui
