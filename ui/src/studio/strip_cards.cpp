#include "strip_cards.h"

#include <QPainter>

#include "../controls/memory_bar.h"
#include "../controls/sparkline.h"
#include "../theme/icon.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"
#include "task_words.h"

namespace genserve::ui {
namespace {

constexpr int Inset = 8, Thumbnail = 38, Line = 18, BarHeight = 4, Icon = 13, Dot = 7, Gap = 4, LoadPoints = 60;

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

DeviceCard::DeviceCard(QWidget* parent)
    : QFrame(parent), m_load(new Sparkline(Role::ChartLine, LoadPoints, 100, this)), m_memory(new MemoryBar(this))
{
    setProperty("role", QStringLiteral("card"));
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void DeviceCard::setDevice(const tasks::DeviceStatus& device, const QString& model, const std::deque<double>& loads,
                           const MemoryUse& memory)
{
    m_device = device;
    const StateWords words = stateWords(device);
    setAccessibleName(QString::fromStdString(device.id) % QStringLiteral(", ") % words.word);
    QStringList lines{QString::fromStdString(device.name), model, words.details};
    lines.removeAll(QString());
    setToolTip(lines.join(u'\n'));
    const auto& figures = device.figures;
    m_load->setVisible(figures.loadPercent.has_value());
    m_load->setValues(loads);
    m_memory->setVisible(memory.total > 0);
    m_memory->setUse(memory);
    update();
}

void DeviceCard::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    const int foot = height() - Inset - Line, bar = foot - Gap - m_memory->height();
    m_memory->setGeometry(Inset, bar, width() - 2 * Inset, m_memory->height());
    const int top = Inset + Line + Gap;
    m_load->setGeometry(Inset, top, width() - 2 * Inset, qMax(0, bar - Gap - top));
}

// "33.1 / 48 GB" and the heat at the right.
void DeviceCard::paintMemory(QPainter& painter, const QRect& line) const
{
    const auto& figures = m_device.figures;
    const auto gigabytes = [](std::int64_t bytes, int digits) {
        return QString::number(static_cast<double>(bytes) / 1e9, 'f', digits);
    };
    QString memory = QString::fromStdString(m_device.name);
    if (figures.memoryUsed && figures.memoryTotal) {
        memory = gigabytes(*figures.memoryUsed, 1) % QStringLiteral(" / ") % gigabytes(*figures.memoryTotal, 0)
                 % QStringLiteral("\u2009GB");
    }
    const QString heat = figures.temperatureC
                             ? QString(QString::number(qRound(*figures.temperatureC)) % QStringLiteral("\u2009°C"))
                             : QString();
    const int heatWidth = tabularWidth(painter.fontMetrics(), heat);
    drawLine(painter, line.adjusted(0, 0, -heatWidth - Gap, 0), memory, Role::TextSecondary);
    paintTabular(painter, line, Qt::AlignRight, heat);
}

void DeviceCard::paintEvent(QPaintEvent* event)
{
    QFrame::paintEvent(event);
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const StateWords words = stateWords(m_device);
    const bool isBusy = m_device.state == tasks::DeviceState::Busy;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colour(isBusy ? Role::Success : Role::TextDisabled));
    painter.drawEllipse(QRectF(Inset + 2, Inset + (Line - Dot) / 2.0, Dot, Dot));
    painter.setFont(stepFont(font(), u"small", QFont::DemiBold));
    // What works or rests tells its load, anything else its state.
    const auto& load = m_device.figures.loadPercent;
    const bool showsLoad = load && (isBusy || m_device.state == tasks::DeviceState::Idle);
    const QString right = showsLoad ? QString(QString::number(qRound(*load)) % QStringLiteral("\u2009%")) : words.word;
    const int rightWidth = tabularWidth(painter.fontMetrics(), right);
    const int left = Inset + Dot + Inset;
    drawLine(painter, {left, Inset, width() - left - 2 * Inset - rightWidth, Line}, QString::fromStdString(m_device.id),
             Role::Text);
    painter.setPen(theme.colour(showsLoad ? Role::Text : inkOf(words.tone)));
    paintTabular(painter, {width() - Inset - rightWidth - 1, Inset, rightWidth + 1, Line}, Qt::AlignRight, right);
    painter.setFont(stepFont(font(), u"caption", QFont::Normal));
    paintMemory(painter, {Inset, height() - Inset - Line + 2, width() - 2 * Inset, Line});
}

} // namespace genserve::ui
