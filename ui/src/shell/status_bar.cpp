#include "status_bar.h"

#include <iterator>

#include <QPainter>

#include "../queue/queue_end.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Icon = 14, IconGap = 6, Dot = 6, BarWidth = 44, BarHeight = 4;

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
    const QString& rate = m_figures.picturesPerMinute;
    m_rate = rate.isEmpty() ? QString() : tr("%1 pictures a minute").arg(rate);
    m_end = m_figures.secondsLeft && !isEmpty && !m_figures.isPaused
                ? tr("Queue done about %1").arg(clockTimeIn(*m_figures.secondsLeft))
                : QString();
    m_server =
        !m_figures.isServing ? tr("Server off")
        : !m_figures.isShared
            ? tr("Only this computer")
            : QString(m_figures.address % QStringLiteral(" · ") % tr("%n client(s)", nullptr, m_figures.clients));
    QStringList words{m_queue, m_rate, m_end, m_server};
    words.removeAll(QString());
    setAccessibleName(words.join(QStringLiteral(", ")));
    update();
}

int StatusBar::paintItem(QPainter& painter, int x, const QString& iconName, Role iconRole, const QString& text,
                         Role ink) const
{
    ui::icon(iconName, iconRole).paint(&painter, QRect(x, (height() - Icon) / 2, Icon, Icon));
    x += Icon + IconGap;
    painter.setPen(Theme::current().colour(ink));
    painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter, text);
    return x + painter.fontMetrics().horizontalAdvance(text) + Theme::current().px(u"space.l");
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
    const bool isRunning = m_figures.running > 0;
    int x = paintItem(painter, theme.px(u"space.m"), m_queueIcon, isRunning ? Role::Success : Role::TextSecondary,
                      m_queue, isRunning ? Role::Text : Role::TextSecondary);
    if (!m_rate.isEmpty()) {
        x = paintItem(painter, x, QStringLiteral("gauge"), Role::TextSecondary, m_rate, Role::TextSecondary);
    }
    if (!m_end.isEmpty()) {
        x = paintItem(painter, x, QStringLiteral("clock"), Role::TextSecondary, m_end, Role::TextSecondary);
    }
    const int serverWidth = Icon + IconGap + painter.fontMetrics().horizontalAdvance(m_server);
    const int right = width() - theme.px(u"space.m") - serverWidth;
    paintItem(painter, right, m_figures.isShared ? QStringLiteral("share-2") : QStringLiteral("lock"),
              m_figures.isServing && m_figures.isShared ? Role::Success : Role::TextSecondary, m_server,
              Role::TextSecondary);
    paintDevices(painter, x, right - theme.px(u"space.l"));
}

// The first ones, as many as find room, at the right.
void StatusBar::paintDevices(QPainter& painter, int left, int right) const
{
    const Theme& theme = Theme::current();
    const int figureWidth = tabularWidth(painter.fontMetrics(), QStringLiteral("100 %"));
    const auto widthOf = [&](const StatusFigures::Device& device) {
        return painter.fontMetrics().horizontalAdvance(device.id) + IconGap
               + (device.loadPercent >= 0 ? BarWidth + IconGap + figureWidth : Dot);
    };
    auto end = m_figures.devices.begin();
    for (int room = right - left; end != m_figures.devices.end() && room >= widthOf(*end); ++end) {
        room -= widthOf(*end) + theme.px(u"space.l");
    }
    for (auto device = std::make_reverse_iterator(end); device != m_figures.devices.rend(); ++device) {
        const int nameWidth = painter.fontMetrics().horizontalAdvance(device->id);
        const bool hasLoad = device->loadPercent >= 0;
        const int wide = widthOf(*device);
        int x = right - wide;
        painter.setPen(theme.colour(device->isBusy ? Role::Text : Role::TextSecondary));
        painter.drawText(QRect(x, 0, nameWidth + 1, height()), Qt::AlignVCenter, device->id);
        x += nameWidth + IconGap;
        painter.setPen(Qt::NoPen);
        if (hasLoad) {
            const QRectF bar(x, (height() - BarHeight) / 2.0, BarWidth, BarHeight);
            painter.setBrush(theme.colour(Role::Track));
            painter.drawRoundedRect(bar, BarHeight / 2.0, BarHeight / 2.0);
            painter.setBrush(theme.colour(Role::ChartLine));
            const double share = qBound(0, device->loadPercent, 100) / 100.0;
            painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(BarWidth * share, BarHeight)), BarHeight / 2.0,
                                    BarHeight / 2.0);
            painter.setPen(theme.colour(device->isBusy ? Role::Text : Role::TextSecondary));
            paintTabular(painter, QRect(right - figureWidth, 0, figureWidth, height()), Qt::AlignRight,
                         QString(QString::number(device->loadPercent) % QChar(0x2009) % u'%'));
        } else {
            painter.setBrush(theme.colour(device->isBusy ? Role::Success : Role::TextDisabled));
            painter.drawEllipse(QRectF(x, (height() - Dot) / 2.0, Dot, Dot));
        }
        right -= wide + theme.px(u"space.l");
    }
}

} // namespace genserve::ui
