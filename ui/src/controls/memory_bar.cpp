#include "memory_bar.h"

#include <array>
#include <utility>

#include <QPainter>
#include <QPainterPath>

#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Thickness = 8, Gap = 1, Radius = 2;

} // namespace

MemoryBar::MemoryBar(QWidget* parent) : QWidget(parent)
{
    setFixedHeight(Thickness);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void MemoryBar::setUse(const MemoryUse& use)
{
    m_use = use;
    update();
}

QSize MemoryBar::sizeHint() const { return {Thickness * 10, Thickness}; }

void MemoryBar::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(rect(), Radius, Radius);
    painter.setClipPath(outline);
    painter.fillRect(rect(), theme.colour(Role::ChartFree));
    if (m_use.total <= 0) {
        return;
    }
    const std::array<std::pair<qint64, Role>, 3> parts{{{m_use.weights, Role::ChartWeights},
                                                        {m_use.activations, Role::ChartActivations},
                                                        {m_use.other, Role::ChartOther}}};
    double left = 0;
    for (const auto& [bytes, role] : parts) {
        const double wide = width() * static_cast<double>(bytes) / static_cast<double>(m_use.total);
        if (wide > 0) {
            painter.fillRect(QRectF(left, 0, qMax(1.0, wide - Gap), height()), theme.colour(role));
        }
        left += wide;
    }
}

} // namespace genserve::ui
