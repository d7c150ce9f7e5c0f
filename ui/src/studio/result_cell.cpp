#include "result_cell.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include "../theme/icon.h"
#include "../theme/star.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"
#include "results_model.h"

namespace genserve::ui {
namespace {

constexpr int Gap = 8, PlateHeight = 20, BarWidth = 24, BarHeight = 4, Star = 14, StarPlate = 20, Ring = 2,
              HeadingHeight = 24;

void paintStep(QPainter& painter, const QRect& cell, double fraction, const QString& text)
{
    const Theme& theme = Theme::current();
    const QRect plate(cell.left() + 4, cell.bottom() - PlateHeight - 3, cell.width() - 8, PlateHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colour(Role::Hud));
    painter.drawRoundedRect(plate, 4, 4);
    const QRectF bar(plate.left() + 6, plate.center().y() - 1, qMin<double>(BarWidth, plate.width() / 3.0), BarHeight);
    painter.setBrush(theme.colour(Role::Track));
    painter.drawRoundedRect(bar, 2, 2);
    painter.setBrush(theme.colour(Role::Accent));
    painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(qMax(0.0, bar.width() * fraction), bar.height())), 2, 2);
    painter.setPen(theme.colour(Role::Text));
    paintTabular(painter, plate.adjusted(0, 0, -6, 0), Qt::AlignRight, text);
}

// A star that can be set.
void paintOffer(QPainter& painter, const QRect& plate)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::current().colour(Role::Hud));
    painter.drawEllipse(plate);
    QRect star(0, 0, Star, Star);
    star.moveCenter(plate.center());
    ui::icon(QStringLiteral("star"), Role::Text).paint(&painter, star);
}

void paintHeading(QPainter& painter, const QRect& place, QFont font, const QString& words, const QString& count)
{
    const Theme& theme = Theme::current();
    font.setPixelSize(theme.px(u"type.caption.px"));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(theme.colour(Role::TextSecondary));
    const int room = place.width() - painter.fontMetrics().horizontalAdvance(count) - Gap;
    painter.drawText(place, Qt::AlignVCenter, painter.fontMetrics().elidedText(words, Qt::ElideRight, room));
    font.setWeight(QFont::Normal);
    painter.setFont(font);
    paintTabular(painter, place, Qt::AlignRight, count);
}

} // namespace

void ResultCell::setSizes(int side, int width)
{
    m_side = side;
    m_width = width;
}

QRect ResultCell::starPlace(const QRect& cell, int side)
{
    return {cell.left() + side - StarPlate - 4, cell.top() + 4, StarPlate, StarPlate};
}

void ResultCell::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (index.data(ResultsModel::IsHeading).toBool()) {
        paintHeading(*painter, option.rect.adjusted(0, 0, -Gap, -Gap / 2), option.font, index.data().toString(),
                     index.data(ResultsModel::Count).toString());
        return;
    }
    const Theme& theme = Theme::current();
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QRect cell(option.rect.topLeft(), QSize(m_side, m_side));
    QPainterPath outline;
    outline.addRoundedRect(cell, 4, 4);
    painter->setClipPath(outline);
    painter->fillRect(cell, theme.colour(Role::Track));
    if (const auto picture = index.data(Qt::DecorationRole).value<QImage>(); !picture.isNull()) {
        const int side = qMin(picture.width(), picture.height());
        QRect source(0, 0, side, side);
        source.moveCenter(picture.rect().center());
        painter->drawImage(cell, picture, source);
    }
    QFont small = option.font;
    small.setPixelSize(theme.px(u"type.caption.px"));
    small.setWeight(QFont::DemiBold);
    painter->setFont(small);
    if (const double fraction = index.data(ResultsModel::Fraction).toDouble(); fraction >= 0) {
        paintStep(*painter, cell, fraction, index.data(ResultsModel::StepText).toString());
    }
    const bool isStarred = index.data(ResultsModel::IsStarred).toBool();
    const bool isFinished = index.data(ResultsModel::Fraction).toDouble() < 0;
    if (isStarred || (isFinished && option.state.testFlag(QStyle::State_MouseOver))) {
        const QRect plate = starPlace(cell, m_side);
        if (isStarred) {
            paintStar(*painter, plate);
        } else {
            paintOffer(*painter, plate);
        }
    }
    painter->setClipping(false);
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(theme.colour(Role::Focus), Ring));
        painter->drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), 4, 4);
    }
    painter->restore();
}

QSize ResultCell::sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& index) const
{
    return index.data(ResultsModel::IsHeading).toBool() ? QSize(m_width, HeadingHeight)
                                                        : QSize(m_side + Gap, m_side + Gap);
}

} // namespace genserve::ui
