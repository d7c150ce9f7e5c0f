#include "memory_legend.h"

#include <QPainter>

#include "../theme/live_text.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Square = 8, SquareGap = 5, WordGap = 4, PartGap = 12, Height = 16;
constexpr qint64 LeastShown = 50'000'000; // bytes: "0.1 GB"

QString gigabytes(qint64 bytes) { return QString::number(static_cast<double>(bytes) / 1e9, 'f', 1); }

} // namespace

MemoryLegend::MemoryLegend(QWidget* parent) : QWidget(parent)
{
    setFixedHeight(Height);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
    keepTranslated(this, [this] { showTexts(); });
}

void MemoryLegend::setUse(const MemoryUse& use)
{
    m_use = use;
    showTexts();
}

void MemoryLegend::showTexts()
{
    m_parts.clear();
    const auto add = [this](qint64 bytes, Role role, const QString& name) {
        if (bytes >= LeastShown) {
            m_parts.push_back({role, name, gigabytes(bytes)});
        }
    };
    const qint64 free = qMax<qint64>(0, m_use.total - m_use.weights - m_use.activations - m_use.other);
    add(m_use.weights, Role::ChartWeights, tr("weights"));
    add(m_use.activations, Role::ChartActivations, tr("activations"));
    add(m_use.other, Role::ChartOther, tr("other"));
    m_parts.push_back({Role::ChartFree, tr("free"), gigabytes(free) % QStringLiteral("\u2009GB")});
    QStringList words;
    for (const Part& part : m_parts) {
        words << QString(part.name % u' ' % part.figure);
    }
    setToolTip(tr("%1 of %2 GB").arg(words.join(QStringLiteral(" · ")), gigabytes(m_use.total)));
    setAccessibleName(toolTip());
    update();
}

QSize MemoryLegend::sizeHint() const { return {PartGap * 10, Height}; }

void MemoryLegend::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    QFont plain = font();
    plain.setPixelSize(theme.px(u"type.caption.px"));
    QFont bold = plain;
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics plainSize(plain), boldSize(bold);
    int x = 0;
    for (const Part& part : m_parts) {
        const int nameWidth = plainSize.horizontalAdvance(part.name);
        const int figureWidth = boldSize.horizontalAdvance(part.figure);
        const int wide = Square + SquareGap + nameWidth + WordGap + figureWidth;
        if (x + wide > width()) {
            break;
        }
        const QRect square(x, (Height - Square) / 2, Square, Square);
        painter.fillRect(square, theme.colour(part.role));
        if (part.role == Role::ChartFree) {
            painter.setPen(theme.colour(Role::BorderStrong));
            painter.drawRect(square.adjusted(0, 0, -1, -1));
        }
        x += Square + SquareGap;
        painter.setFont(plain);
        painter.setPen(theme.colour(Role::TextSecondary));
        painter.drawText(QRect(x, 0, nameWidth + 1, Height), Qt::AlignVCenter, part.name);
        x += nameWidth + WordGap;
        painter.setFont(bold);
        painter.setPen(theme.colour(Role::Text));
        painter.drawText(QRect(x, 0, figureWidth + 1, Height), Qt::AlignVCenter, part.figure);
        x += figureWidth + PartGap;
    }
}

} // namespace genserve::ui
