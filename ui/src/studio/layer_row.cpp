#include "layer_row.h"

#include <QPainter>

#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Thumbnail = 38;

} // namespace

LayerRow::LayerRow(bool isCurrent, QWidget* parent) : QWidget(parent), m_isCurrent(isCurrent)
{
    setFixedHeight(Theme::current().px(u"control.queueRow"));
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void LayerRow::setLayer(const QImage& picture, const QString& name, const QString& details)
{
    const int side = qRound(Thumbnail * devicePixelRatioF());
    m_thumbnail = picture.isNull() ? QImage()
                                   : picture.scaled(side, side, Qt::KeepAspectRatioByExpanding, Qt::FastTransformation);
    m_name = name;
    m_details = details;
    setAccessibleName(name % QStringLiteral(", ") % details);
    update();
}

QSize LayerRow::sizeHint() const { return {200, Theme::current().px(u"control.queueRow")}; }

void LayerRow::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (m_isCurrent) {
        painter.fillRect(rect(), theme.colour(Role::Selected));
    }
    const int left = theme.px(u"space.l");
    const QRect place(left, (height() - Thumbnail) / 2, Thumbnail, Thumbnail);
    if (m_thumbnail.isNull()) {
        painter.fillRect(place, theme.colour(Role::Track));
    } else {
        QRect source(0, 0, qMin(m_thumbnail.width(), m_thumbnail.height()),
                     qMin(m_thumbnail.width(), m_thumbnail.height()));
        source.moveCenter(m_thumbnail.rect().center());
        painter.drawImage(place, m_thumbnail, source);
    }
    const QRect words(place.right() + theme.px(u"space.m"), 0, width() - place.right() - left - theme.px(u"space.m"),
                      height());
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    painter.setFont(strong);
    painter.setPen(theme.colour(Role::Text));
    painter.drawText(words.adjusted(0, 9, 0, -height() / 2), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_name, Qt::ElideRight, words.width()));
    QFont small = font();
    small.setPixelSize(theme.px(u"type.caption.px"));
    painter.setFont(small);
    painter.setPen(theme.colour(Role::TextSecondary));
    painter.drawText(words.adjusted(0, height() / 2, 0, -9), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_details, Qt::ElideRight, words.width()));
}

} // namespace genserve::ui
