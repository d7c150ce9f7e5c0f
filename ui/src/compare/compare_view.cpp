#include "compare_view.h"

#include <cmath>

#include <QKeyEvent>
#include <QPainter>
#include <QPointer>
#include <QThreadPool>
#include <QWheelEvent>

#include "../theme/icon.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int PaneGap = 12, Margin = 24, PlateHeight = 26, PlateInset = 8, HandleSide = 28, HandleIcon = 16;
constexpr double ZoomPerNotch = 1.25, PixelGridZoom = 3, LineReach = 16, LineStep = 0.02;

// In the middle, whole and in its own shape.
QImage placedIn(const QImage& picture, const QSize& size)
{
    const QSize inside = picture.size().scaled(size, Qt::KeepAspectRatio);
    QRect place(QPoint(), inside);
    place.moveCenter(QRect(QPoint(), size).center());
    QImage result(size, QImage::Format_ARGB32_Premultiplied);
    result.fill(Qt::transparent);
    QPainter painter(&result);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(place, picture);
    return result;
}

} // namespace

CompareView::CompareView(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(200, 160);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CompareView::setPictures(const QImage& a, const QImage& b, const QImage& mask)
{
    m_a = a;
    m_b = b.size() == a.size() || b.isNull() || a.isNull() ? b : placedIn(b, a.size());
    m_mask = mask;
    m_levelsA.setPicture(m_a);
    m_levelsB.setPicture(m_b);
    m_levelsDifference = {};
    fit();
    if (a.size() == b.size()) {
        measure();
    }
}

void CompareView::measure()
{
    QThreadPool::globalInstance()->start(
        [self = QPointer(this), a = m_a, b = m_b, mask = m_mask, number = ++m_measurement] {
            const PictureDifference difference = differenceOf(a, b, mask);
            QMetaObject::invokeMethod(qApp, [self, difference, number] {
                if (self != nullptr && number == self->m_measurement) {
                    self->m_levelsDifference.setPicture(difference.picture);
                    self->update();
                    Q_EMIT self->measured(difference);
                }
            });
        });
}

void CompareView::setWords(const QString& a, const QString& b)
{
    m_wordA = a;
    m_wordB = b;
    update();
}

void CompareView::setMode(Mode mode)
{
    m_mode = mode;
    fit();
}

QRect CompareView::leftPane() const
{
    return m_mode == Mode::Side ? QRect(0, 0, (width() - PaneGap) / 2, height()) : rect();
}

void CompareView::fit()
{
    m_transform.setSizes(m_a.size(), leftPane().size());
    m_transform.fit(Margin);
    m_isFitted = true;
    Q_EMIT zoomChanged();
    update();
}

void CompareView::zoomTo(double zoom)
{
    m_transform.zoomTo(zoom, QRectF(leftPane()).center());
    transformed();
}

void CompareView::transformed()
{
    m_isFitted = false;
    Q_EMIT zoomChanged();
    update();
}

double CompareView::linePosition() const { return m_transform.toView().map(QPointF(m_line * m_a.width(), 0)).x(); }

void CompareView::paintLevel(QPainter& painter, const PicturePyramid& levels, const QRect& pane,
                             const QRect& clip) const
{
    if (levels.isEmpty()) {
        return;
    }
    const auto level = levels.levelFor(m_transform.zoom() * devicePixelRatioF());
    painter.save();
    painter.setClipRect(clip);
    painter.translate(pane.topLeft());
    painter.setRenderHint(QPainter::SmoothPixmapTransform, m_transform.zoom() < PixelGridZoom);
    painter.setTransform(m_transform.toView(), true);
    painter.scale(level.factor, level.factor);
    painter.drawImage(QPoint(), *level.image);
    painter.restore();
}

void CompareView::paintWord(QPainter& painter, const QPoint& corner, const QString& word, bool isFirst) const
{
    if (word.isEmpty()) {
        return;
    }
    const Theme& theme = Theme::current();
    QFont font = this->font();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const int wide = qMax(PlateHeight, painter.fontMetrics().horizontalAdvance(word) + 16);
    const QRect plate(isFirst ? corner.x() : corner.x(), corner.y(), wide, PlateHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colour(isFirst ? Role::Accent : Role::Hud));
    painter.drawRoundedRect(plate, 5, 5);
    painter.setPen(theme.colour(isFirst ? Role::OnAccent : Role::Text));
    painter.drawText(plate, Qt::AlignCenter, word);
}

void CompareView::paintLine(QPainter& painter) const
{
    const double x = linePosition();
    painter.setPen(QPen(Qt::white, 2));
    painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    QRectF handle(0, 0, HandleSide, HandleSide);
    handle.moveCenter(QPointF(x, height() / 2.0));
    painter.setBrush(Qt::white);
    painter.drawEllipse(handle);
    QRect place(0, 0, HandleIcon, HandleIcon);
    place.moveCenter(handle.center().toPoint());
    // On white in both looks, so that it shows over any picture.
    painter.setPen(QPen(QColor(Qt::black), 1.75, Qt::SolidLine, Qt::RoundCap));
    const QPointF middle = handle.center();
    for (const double side : {-1.0, 1.0}) {
        painter.drawPolyline(
            QPolygonF{middle + QPointF(side * 4, -5), middle + QPointF(side * 8, 0), middle + QPointF(side * 4, 5)});
    }
}

void CompareView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().colour(Role::Canvas));
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect left = leftPane();
    const QRect picture = m_transform.toView().mapRect(QRectF(m_a.rect())).toRect();
    const QPoint corner = QPoint(qMax(picture.left(), 0), qMax(picture.top(), 0)) + QPoint(PlateInset, PlateInset);
    if (m_mode == Mode::Difference) {
        paintLevel(painter, m_levelsDifference, left, left);
        return;
    }
    if (m_mode == Mode::Side) {
        const QRect right = left.translated(left.width() + PaneGap, 0);
        paintLevel(painter, m_levelsA, left, left);
        paintLevel(painter, m_levelsB, right, right);
        paintWord(painter, corner, m_wordA, true);
        paintWord(painter, corner + right.topLeft(), m_wordB, false);
        return;
    }
    const int line = qRound(linePosition());
    paintLevel(painter, m_levelsA, left, QRect(0, 0, line, height()));
    paintLevel(painter, m_levelsB, left, QRect(line, 0, width() - line, height()));
    if (line > corner.x() + PlateHeight) {
        paintWord(painter, corner, m_wordA, true);
    }
    paintWord(painter, QPoint(qMax(line, corner.x() - PlateInset) + PlateInset, corner.y()), m_wordB, false);
    paintLine(painter);
}

void CompareView::resizeEvent(QResizeEvent* /*event*/)
{
    m_transform.setSizes(m_a.size(), leftPane().size());
    if (m_isFitted) {
        fit();
    }
}

void CompareView::wheelEvent(QWheelEvent* event)
{
    QPointF anchor = event->position();
    if (m_mode == Mode::Side && anchor.x() > leftPane().right()) {
        anchor.rx() -= leftPane().width() + PaneGap;
    }
    m_transform.zoomTo(m_transform.zoom() * std::pow(ZoomPerNotch, event->angleDelta().y() / 120.0), anchor);
    transformed();
    event->accept();
}

void CompareView::mousePressEvent(QMouseEvent* event)
{
    m_last = event->position();
    m_isLineDragged = m_mode == Mode::Slider && std::abs(m_last.x() - linePosition()) < LineReach;
    m_isPanned = !m_isLineDragged;
    setCursor(m_isLineDragged ? Qt::SplitHCursor : Qt::ClosedHandCursor);
}

void CompareView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_isLineDragged) {
        m_line = qBound(0.0, m_transform.toPicture(event->position()).x() / qMax(1, m_a.width()), 1.0);
        update();
    } else if (m_isPanned) {
        m_transform.panBy(event->position() - m_last);
        transformed();
    }
    m_last = event->position();
}

void CompareView::mouseReleaseEvent(QMouseEvent* /*event*/)
{
    m_isLineDragged = m_isPanned = false;
    unsetCursor();
}

void CompareView::keyPressEvent(QKeyEvent* event)
{
    if (m_mode == Mode::Slider && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
        m_line = qBound(0.0, m_line + (event->key() == Qt::Key_Left ? -LineStep : LineStep), 1.0);
        update();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace genserve::ui
