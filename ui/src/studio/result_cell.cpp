#include "result_cell.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include "../theme/star.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"
#include "results_model.h"

namespace genserve::ui {
namespace {

constexpr int Gap = 8, PlateHeight = 20, BarWidth = 24, BarHeight = 4, StarPlate = 20, Ring = 2;

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

} // namespace

void ResultCell::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
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
    if (index.data(ResultsModel::IsStarred).toBool()) {
        const QRect plate(cell.right() - StarPlate - 3, cell.top() + 4, StarPlate, StarPlate);
        paintStar(*painter, plate);
    }
    painter->setClipping(false);
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(theme.colour(Role::Focus), Ring));
        painter->drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), 4, 4);
    }
    painter->restore();
}

QSize ResultCell::sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& /*index*/) const
{
    return {m_side + Gap, m_side + Gap};
}

} // namespace genserve::ui
