#include "picture_row.h"

#include <utility>

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include "../controls/text_button.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Side = 44; // of the thumbnail, logical px

} // namespace

PictureRow::PictureRow(QWidget* parent)
    : QWidget(parent), m_open(new TextButton(ButtonKind::Normal, ButtonSize::Medium, this))
{
    m_open->setIconName(QStringLiteral("image-plus"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_open, 1);
    connect(m_open, &QAbstractButton::clicked, this, &PictureRow::wanted);
}

void PictureRow::setLabel(const QString& label) { m_open->setLabel(label); }

void PictureRow::setPicture(const QImage& picture)
{
    if (std::exchange(m_shown, picture.cacheKey()) == picture.cacheKey()) {
        return;
    }
    const int pixels = qRound(Side * devicePixelRatioF());
    m_small = picture.isNull() ? QImage() : picture.scaled(pixels, pixels, Qt::KeepAspectRatio);
    const int room = hasPicture() ? Side + Theme::current().px(u"space.s") : 0;
    layout()->setContentsMargins(room, 0, 0, 0);
    setMinimumHeight(hasPicture() ? Side : 0);
    update();
}

void PictureRow::mousePressEvent(QMouseEvent* event)
{
    if (hasPicture() && event->position().x() < Side) {
        Q_EMIT shown();
    }
}

void PictureRow::paintEvent(QPaintEvent* /*event*/)
{
    if (!hasPicture()) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QRect place(QPoint(), m_small.size().scaled(Side, Side, Qt::KeepAspectRatio));
    place.moveCenter(QRect(0, (height() - Side) / 2, Side, Side).center());
    QPainterPath edge;
    edge.addRoundedRect(place, Theme::current().px(u"radius.small"), Theme::current().px(u"radius.small"));
    painter.setClipPath(edge);
    painter.drawImage(place, m_small);
}

} // namespace genserve::ui
