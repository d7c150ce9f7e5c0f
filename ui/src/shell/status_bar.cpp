#include "status_bar.h"

#include <QPainter>

#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Icon = 14, IconGap = 6, Dot = 6;

} // namespace

StatusBar::StatusBar(QWidget* parent) : QWidget(parent)
{
    setProperty("role", QStringLiteral("statusbar"));
    setFixedHeight(Theme::current().px(u"layout.statusBar"));
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
    keepTranslated(this, [this] { showTexts(); });
}

void StatusBar::setFigures(const StatusFigures& figures)
{
    if (figures != m_figures) {
        m_figures = figures;
        showTexts();
    }
}

void StatusBar::showTexts()
{
    const bool isEmpty = m_figures.running + m_figures.waiting == 0;
    m_queueIcon = isEmpty ? QStringLiteral("list-ordered") : QStringLiteral("play");
    if (m_figures.isPaused) {
        m_queueIcon = QStringLiteral("pause");
        m_queue = tr("Queue paused · %1 waiting").arg(m_figures.waiting);
    } else {
        m_queue =
            isEmpty ? tr("Queue empty") : tr("%1 running · %2 waiting").arg(m_figures.running).arg(m_figures.waiting);
    }
    m_rate = m_figures.picturesPerMinute > 0 ? tr("%1 pictures a minute").arg(m_figures.picturesPerMinute, 0, 'f', 1)
                                             : QString();
    setAccessibleName(m_queue);
    update();
}

void StatusBar::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme.colour(Role::Rail));
    painter.fillRect(0, 0, width(), 1, theme.colour(Role::Divider));
    QFont small = font();
    small.setPixelSize(theme.px(u"type.small.px"));
    painter.setFont(small);
    int x = theme.px(u"space.m");
    const auto item = [&](const QString& iconName, Role iconRole, const QString& text, Role ink) {
        ui::icon(iconName, iconRole).paint(&painter, QRect(x, (height() - Icon) / 2, Icon, Icon));
        x += Icon + IconGap;
        painter.setPen(theme.colour(ink));
        painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter, text);
        x += painter.fontMetrics().horizontalAdvance(text) + theme.px(u"space.l");
    };
    const bool isRunning = m_figures.running > 0;
    item(m_queueIcon, isRunning ? Role::Success : Role::TextSecondary, m_queue,
         isRunning ? Role::Text : Role::TextSecondary);
    if (!m_rate.isEmpty()) {
        item(QStringLiteral("gauge"), Role::TextSecondary, m_rate, Role::TextSecondary);
    }
    int right = width() - theme.px(u"space.m");
    for (auto device = m_figures.devices.rbegin(); device != m_figures.devices.rend(); ++device) {
        const int wide = painter.fontMetrics().horizontalAdvance(device->id);
        painter.setPen(theme.colour(device->isBusy ? Role::Text : Role::TextSecondary));
        painter.drawText(QRect(right - wide, 0, wide + 1, height()), Qt::AlignVCenter, device->id);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.colour(device->isBusy ? Role::Success : Role::TextDisabled));
        painter.drawEllipse(QRectF(right - wide - IconGap - Dot, (height() - Dot) / 2.0, Dot, Dot));
        right -= wide + IconGap + Dot + theme.px(u"space.l");
    }
}

} // namespace genserve::ui
