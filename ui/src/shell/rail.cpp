#include "rail.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>
#include <QVBoxLayout>

#include "../theme/icon.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int ButtonWidth = 52, ButtonHeight = 54, IconTop = 7, WordTop = 31, WordHeight = 18;
constexpr int RestMs = 400; // of a drag
constexpr int BadgeHeight = 16, BadgeInset = 4;

} // namespace

RailButton::RailButton(const QString& iconName, QWidget* parent) : QAbstractButton(parent), m_iconName(iconName)
{
    setCheckable(true);
    setAutoExclusive(true);
    setFixedSize(ButtonWidth, ButtonHeight);
    setAcceptDrops(true);
    m_rest.setSingleShot(true);
    m_rest.setInterval(RestMs);
    connect(&m_rest, &QTimer::timeout, this, &QAbstractButton::click);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

// A drag that rests here opens the page, so that it can be let fall there.
void RailButton::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasImage()) {
        event->acceptProposedAction();
        m_rest.start();
    }
}

void RailButton::dragLeaveEvent(QDragLeaveEvent* /*event*/) { m_rest.stop(); }

void RailButton::dropEvent(QDropEvent* /*event*/)
{
    m_rest.stop();
    click();
}

void RailButton::setBadge(int count)
{
    m_badge = count;
    update();
}

QSize RailButton::sizeHint() const { return {ButtonWidth, ButtonHeight}; }

void RailButton::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = theme.px(u"radius.control");
    if (isChecked() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.colour(isChecked() ? Role::AccentSubtle : Role::Hover));
        painter.drawRoundedRect(rect(), radius, radius);
    }
    if (hasFocus()) {
        painter.setPen(theme.colour(Role::Focus));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }
    const Role ink = isChecked() ? Role::AccentText : underMouse() ? Role::Text : Role::TextSecondary;
    const int side = theme.px(u"control.iconLarge");
    ui::icon(m_iconName, ink).paint(&painter, QRect((width() - side) / 2, IconTop, side, side));
    QFont word = font();
    word.setPixelSize(theme.px(u"type.caption.px"));
    word.setWeight(isChecked() ? QFont::Bold : QFont::DemiBold);
    painter.setFont(word);
    painter.setPen(theme.colour(ink));
    painter.drawText(QRect(-6, WordTop, width() + 12, WordHeight), Qt::AlignCenter, text());
    if (m_badge > 0) {
        paintBadge(painter);
    }
}

void RailButton::paintBadge(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    const QString figure = m_badge > 99 ? QStringLiteral("99+") : QString::number(m_badge);
    QFont small = font();
    small.setPixelSize(theme.px(u"type.caption.px"));
    small.setWeight(QFont::Bold);
    painter.setFont(small);
    const int wide = qMax(BadgeHeight, painter.fontMetrics().horizontalAdvance(figure) + 2 * BadgeInset);
    const QRect plate(width() / 2 + 4, 3, wide, BadgeHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colour(Role::Accent));
    painter.drawRoundedRect(plate, BadgeHeight / 2.0, BadgeHeight / 2.0);
    painter.setPen(theme.colour(Role::OnAccent));
    painter.drawText(plate, Qt::AlignCenter, figure);
}

void RailButton::enterEvent(QEnterEvent* event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void RailButton::leaveEvent(QEvent* event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

Rail::Rail(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    const Theme& theme = Theme::current();
    setProperty("role", QStringLiteral("rail"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(theme.px(u"layout.rail"));
    const int side = (theme.px(u"layout.rail") - ButtonWidth) / 2;
    m_column->setContentsMargins(side, theme.px(u"space.s"), side, theme.px(u"space.s"));
    m_column->setSpacing(theme.px(u"space.s") - 2);
    m_column->addStretch();
}

RailButton* Rail::addPage(const QString& iconName, bool isAtFoot)
{
    auto* button = new RailButton(iconName, this);
    const auto page = static_cast<int>(m_buttons.size());
    m_buttons.push_back(button);
    if (isAtFoot) {
        m_column->addWidget(button);
    } else {
        m_column->insertWidget(m_stretchAt++, button);
    }
    connect(button, &QAbstractButton::clicked, this, [this, page] { Q_EMIT chosen(page); });
    return button;
}

void Rail::setCurrent(int page) { m_buttons.at(static_cast<std::size_t>(page))->setChecked(true); }

} // namespace genserve::ui
