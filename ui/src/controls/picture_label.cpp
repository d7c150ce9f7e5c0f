#include "picture_label.h"

#include <QPainter>
#include <QPainterPath>

#include "../theme/theme.h"

namespace genserve::ui {

PictureLabel::PictureLabel(QWidget* parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PictureLabel::setPicture(const QImage& picture)
{
    const bool isOtherShape = picture.size() != m_picture.size();
    m_picture = picture;
    if (isOtherShape) {
        updateGeometry();
    }
    update();
}

void PictureLabel::setMostHeight(int px)
{
    m_mostHeight = px;
    updateGeometry();
}

int PictureLabel::heightForWidth(int width) const
{
    return m_picture.isNull() ? m_mostHeight : qMin(m_mostHeight, m_picture.height() * width / m_picture.width());
}

QSize PictureLabel::sizeHint() const { return {m_mostHeight, heightForWidth(m_mostHeight)}; }

void PictureLabel::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QRect place = rect();
    if (!m_picture.isNull()) {
        place = QRect(QPoint(), m_picture.size().scaled(size(), Qt::KeepAspectRatio));
        place.moveCenter(rect().center());
    }
    QPainterPath outline;
    outline.addRoundedRect(place, theme.px(u"radius.small"), theme.px(u"radius.small"));
    painter.setClipPath(outline);
    if (m_picture.isNull()) {
        painter.fillRect(place, theme.colour(Role::Track));
    } else {
        painter.drawImage(place, m_picture);
    }
}

void PictureLabel::mouseDoubleClickEvent(QMouseEvent* /*event*/) { Q_EMIT opened(); }

} // namespace genserve::ui
