#include "layer_row.h"

#include <utility>

#include <QPainter>

#include "../controls/icon_button.h"
#include "../theme/icon.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Thumbnail = 38, LockSide = 16;

} // namespace

LayerRow::LayerRow(QWidget* parent)
    : QAbstractButton(parent), m_eye(new IconButton(QStringLiteral("eye"), IconButtonSize::Small, this))
{
    setCheckable(true);
    setAutoExclusive(true);
    setFixedHeight(Theme::current().px(u"control.queueRow"));
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(m_eye, &QAbstractButton::clicked, this, [this] {
        setShown(!m_isShown);
        Q_EMIT shownToggled(m_isShown);
    });
}

void LayerRow::setLayer(const QImage& picture, const QString& name, const QString& details)
{
    if (std::exchange(m_key, picture.cacheKey()) != picture.cacheKey()) {
        const int side = qRound(Thumbnail * devicePixelRatioF());
        m_thumbnail = picture.isNull()
                          ? QImage()
                          : picture.scaled(side, side, Qt::KeepAspectRatioByExpanding, Qt::FastTransformation);
    }
    m_name = name;
    m_details = details;
    m_eye->setEnabled(!picture.isNull());
    showWords();
}

void LayerRow::setShown(bool isShown)
{
    m_isShown = isShown;
    showWords();
}

void LayerRow::setLocked()
{
    m_isLocked = true;
    setCheckable(false);
    setFocusPolicy(Qt::NoFocus);
    m_eye->hide();
    showWords();
}

void LayerRow::showWords()
{
    m_eye->setIconName(m_isShown ? QStringLiteral("eye") : QStringLiteral("eye-off"));
    m_eye->setMeaning((m_isShown ? tr("Hide: %1") : tr("Show: %1")).arg(m_name));
    setAccessibleName(m_name % QStringLiteral(", ") % m_details);
    setToolTip(m_isLocked ? tr("A task works with it") : tr("Its opacity is set below"));
    update();
}

void LayerRow::resizeEvent(QResizeEvent* /*event*/)
{
    m_eye->move(Theme::current().px(u"space.s"), (height() - m_eye->height()) / 2);
}

QSize LayerRow::sizeHint() const { return {200, Theme::current().px(u"control.queueRow")}; }

void LayerRow::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (isChecked()) {
        painter.fillRect(rect(), theme.colour(Role::Selected));
    }
    const int left = m_eye->geometry().right() + theme.px(u"space.s");
    const QRect place(left, (height() - Thumbnail) / 2, Thumbnail, Thumbnail);
    if (m_thumbnail.isNull()) {
        painter.fillRect(place, theme.colour(Role::Track));
    } else {
        QRect source(0, 0, qMin(m_thumbnail.width(), m_thumbnail.height()),
                     qMin(m_thumbnail.width(), m_thumbnail.height()));
        source.moveCenter(m_thumbnail.rect().center());
        painter.drawImage(place, m_thumbnail, source);
    }
    const int first = place.right() + theme.px(u"space.m");
    const int inset = theme.px(u"space.l");
    const QRect lock(width() - inset - LockSide, (height() - LockSide) / 2, LockSide, LockSide);
    if (m_isLocked) {
        ui::icon(QStringLiteral("lock"), Role::TextSecondary).paint(&painter, lock);
    }
    const QRect words(first, 0, (m_isLocked ? lock.left() - theme.px(u"space.xs") : width() - inset) - first, height());
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
    if (hasFocus()) {
        painter.setPen(theme.colour(Role::Focus));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace genserve::ui
