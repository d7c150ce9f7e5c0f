#include "swatch_row.h"

#include <algorithm>

#include <QKeyEvent>
#include <QPainter>

#include "../theme/icon.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Disc = 20, Pitch = 30, Tick = 12;
constexpr int LightFrom = 160;

} // namespace

SwatchRow::SwatchRow(std::vector<QColor> colours, QWidget* parent) : QWidget(parent), m_colours(std::move(colours))
{
    setFocusPolicy(Qt::StrongFocus);
    setFixedHeight(Pitch - 4);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void SwatchRow::setCurrent(const QColor& colour)
{
    const auto it = std::ranges::find(m_colours, colour);
    if (it != m_colours.end()) {
        m_current = static_cast<int>(it - m_colours.begin());
        update();
    }
}

QSize SwatchRow::sizeHint() const { return {Pitch * static_cast<int>(m_colours.size()), Pitch - 4}; }

void SwatchRow::choose(int index)
{
    const int wanted = std::clamp(index, 0, static_cast<int>(m_colours.size()) - 1);
    if (wanted != m_current) {
        m_current = wanted;
        update();
        Q_EMIT chosen(current());
    }
}

void SwatchRow::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < static_cast<int>(m_colours.size()); ++i) {
        const QColor colour = m_colours[static_cast<std::size_t>(i)];
        const QRectF disc(i * Pitch + 2, (height() - Disc) / 2.0, Disc, Disc);
        painter.setBrush(colour);
        painter.setPen(theme.colour(Role::Border));
        painter.drawEllipse(disc);
        if (i == m_current) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(theme.colour(Role::Focus), 2));
            painter.drawEllipse(disc.adjusted(-1, -1, 1, 1));
            QRect tick(0, 0, Tick, Tick);
            tick.moveCenter(disc.center().toPoint());
            const bool isLight = qGray(colour.rgb()) > LightFrom;
            const bool isDarkText = theme.scheme() == Scheme::Light;
            ui::icon(QStringLiteral("check"), isLight ? (isDarkText ? Role::Text : Role::Rail) : Role::OnAccent)
                .paint(&painter, tick);
        }
    }
}

void SwatchRow::mousePressEvent(QMouseEvent* event) { choose(static_cast<int>(event->position().x()) / Pitch); }

void SwatchRow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        choose(m_current + (event->key() == Qt::Key_Right ? 1 : -1));
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace genserve::ui
