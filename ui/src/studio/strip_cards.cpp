#include "strip_cards.h"

#include <QPainter>

#include "../theme/icon.h"
#include "../theme/theme.h"
#include "task_words.h"

namespace genserve::ui {
namespace {

constexpr int Inset = 8, Thumbnail = 38, Line = 18, BarHeight = 4, Icon = 13, Dot = 7;

QFont stepFont(const QFont& base, QStringView step, QFont::Weight weight)
{
    QFont font = base;
    font.setPixelSize(Theme::current().px(QString(u"type." % step % u".px")));
    font.setWeight(weight);
    return font;
}

void drawLine(QPainter& painter, const QRect& rect, const QString& text, Role ink)
{
    painter.setPen(Theme::current().colour(ink));
    painter.drawText(rect, Qt::AlignVCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

Role inkOf(Tone tone)
{
    return tone == Tone::Danger ? Role::Danger : tone == Tone::Warning ? Role::Warning : Role::TextSecondary;
}

} // namespace

TaskCard::TaskCard(QWidget* parent) : QFrame(parent)
{
    setProperty("role", QStringLiteral("card"));
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TaskCard::setTask(const tasks::TaskView& view)
{
    if (view.task.id != m_view.task.id) {
        m_picture = {};
    }
    m_view = view;
    const StateWords words = stateWords(view);
    setAccessibleName(QString::fromStdString(view.task.prompt) % QStringLiteral(", ") % words.word);
    setToolTip(words.details);
    update();
}

void TaskCard::setPicture(const QImage& picture)
{
    m_picture = picture;
    update();
}

void TaskCard::paintEvent(QPaintEvent* event)
{
    QFrame::paintEvent(event);
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QRect place(Inset, Inset, Thumbnail, Thumbnail);
    if (m_picture.isNull()) {
        painter.fillRect(place, theme.colour(Role::Track));
    } else {
        painter.drawImage(place, m_picture);
    }
    const StateWords words = stateWords(m_view);
    const int left = place.right() + Inset, wide = width() - left - Inset;
    painter.setFont(stepFont(font(), u"small", QFont::DemiBold));
    drawLine(painter, {left, Inset, wide, Line}, QString::fromStdString(m_view.task.prompt), Role::Text);
    painter.setFont(stepFont(font(), u"small", QFont::Normal));
    drawLine(painter, {left, Inset + Line + 2, wide, Line}, words.word, inkOf(words.tone));
    const QRectF bar(Inset, place.bottom() + Inset - 1, width() - 2.0 * Inset, BarHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colour(Role::Track));
    painter.drawRoundedRect(bar, 2, 2);
    painter.setBrush(theme.colour(Role::Accent));
    painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(bar.width() * fractionDone(m_view), BarHeight)), 2, 2);
    const QRect foot(Inset, static_cast<int>(bar.bottom()) + 4, width() - 2 * Inset, Line);
    ui::icon(senderIcon(m_view.task.client), Role::TextSecondary)
        .paint(&painter, QRect(foot.left(), foot.center().y() - Icon / 2, Icon, Icon));
    painter.setFont(stepFont(font(), u"caption", QFont::DemiBold));
    const bool isRunning = m_view.task.state == tasks::TaskState::Running;
    const QString right = isRunning ? words.details : QString();
    const int rightWidth = painter.fontMetrics().horizontalAdvance(right);
    drawLine(painter, {foot.right() - rightWidth, foot.top(), rightWidth + 1, Line}, right, Role::Text);
    painter.setFont(stepFont(font(), u"caption", QFont::Normal));
    drawLine(painter, foot.adjusted(Icon + 5, 0, -rightWidth - Inset, 0), senderName(m_view.task.client),
             Role::TextSecondary);
}

DeviceCard::DeviceCard(QWidget* parent) : QFrame(parent)
{
    setProperty("role", QStringLiteral("card"));
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void DeviceCard::setDevice(const tasks::DeviceStatus& device)
{
    m_device = device;
    const StateWords words = stateWords(device);
    setAccessibleName(QString::fromStdString(device.id) % QStringLiteral(", ") % words.word);
    setToolTip(words.details);
    update();
}

void DeviceCard::paintEvent(QPaintEvent* event)
{
    QFrame::paintEvent(event);
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const StateWords words = stateWords(m_device);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colour(m_device.state == tasks::DeviceState::Busy ? Role::Success : Role::TextDisabled));
    painter.drawEllipse(QRectF(Inset + 2, Inset + (Line - Dot) / 2.0, Dot, Dot));
    const int left = Inset + Dot + Inset, wide = width() - left - Inset;
    painter.setFont(stepFont(font(), u"small", QFont::DemiBold));
    drawLine(painter, {left, Inset, wide, Line}, QString::fromStdString(m_device.id), Role::Text);
    const int wordWidth = painter.fontMetrics().horizontalAdvance(words.word);
    drawLine(painter, {width() - Inset - wordWidth, Inset, wordWidth + 1, Line}, words.word,
             words.tone == Tone::Success ? Role::Success : inkOf(words.tone));
    painter.setFont(stepFont(font(), u"caption", QFont::Normal));
    const QString held =
        m_device.heldModels.empty() ? words.details : QString::fromStdString(m_device.heldModels.front());
    drawLine(painter, {Inset, Inset + Line + 4, width() - 2 * Inset, Line}, QString::fromStdString(m_device.name),
             Role::TextSecondary);
    drawLine(painter, {Inset, Inset + 2 * Line + 6, width() - 2 * Inset, Line}, held, Role::TextSecondary);
}

} // namespace genserve::ui
