#include "canvas_view.h"

#include <cmath>

#include <QKeyEvent>
#include <QPainter>
#include <QTabletEvent>
#include <QWheelEvent>

#include "../theme/theme.h"
#include "mask_overlay.h"

namespace genserve::ui {
namespace {

constexpr double FitMargin = 24;      // px
constexpr double ZoomPerNotch = 1.25; // a wheel's notch is 120
constexpr double DegreesPerNotch = 15;
constexpr double PixelGridZoom = 3; // from here on pixels stay sharp squares

// Looks at the pixels without holding them: a mask that is drawn into would be copied whole for each move.
QImage borrowed(const QImage& image)
{
    return {image.constBits(), image.width(), image.height(), image.bytesPerLine(), image.format()};
}

} // namespace

CanvasView::CanvasView(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setTabletTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Canvas"));
    m_overlayColour = QColor(229, 72, 77);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
    updateCursor();
}

CanvasView::~CanvasView() = default;

void CanvasView::setPicture(const QImage& picture)
{
    const bool isOtherSize = picture.size() != m_picture.size();
    m_picture = picture;
    m_levels.setPicture(picture);
    m_transform.setSizes(picture.size(), size());
    if (isOtherSize) {
        fit();
    }
    update();
}

void CanvasView::setMask(MaskDocument* mask)
{
    if (m_mask == mask) {
        return; // changed() keeps it up to date
    }
    if (m_mask != nullptr) {
        m_mask->disconnect(this);
    }
    m_mask = mask;
    m_maskLevels.setPicture(mask == nullptr ? QImage() : borrowed(mask->image()));
    if (mask != nullptr) {
        connect(mask, &MaskDocument::changed, this, &CanvasView::maskChanged);
    }
    update();
}

void CanvasView::setTool(CanvasTool* tool)
{
    if (m_tool != nullptr && m_gesture == Gesture::Tool) {
        m_tool->cancel();
        m_gesture = Gesture::None;
    }
    m_tool = tool;
    updateCursor();
    update();
}

void CanvasView::setOverlay(const QColor& colour, double opacity)
{
    m_overlayColour = colour;
    m_overlayOpacity = opacity;
    update();
}

void CanvasView::setOverlayVisible(bool isVisible)
{
    m_isOverlayVisible = isVisible;
    update();
}

void CanvasView::setExtras(const CanvasExtras& extras)
{
    m_extras = extras;
    update();
}

void CanvasView::setFoot(int px)
{
    m_foot = px;
    if (m_isFitted) {
        fit();
    }
}

void CanvasView::fit()
{
    m_transform.fit(FitMargin, m_foot);
    m_isFitted = true;
    Q_EMIT transformChanged();
    update();
}

void CanvasView::zoomTo(double zoom)
{
    m_transform.zoomTo(zoom, QRectF(rect()).center());
    transformed();
}

void CanvasView::resetRotation()
{
    m_transform.rotateTo(0, QRectF(rect()).center());
    transformed();
}

void CanvasView::rotateBy(double degrees)
{
    m_transform.rotateTo(m_transform.rotation() + degrees, QRectF(rect()).center());
    transformed();
}

void CanvasView::transformed()
{
    m_isFitted = false;
    Q_EMIT transformChanged();
    update();
}

void CanvasView::maskChanged(const QRect& area)
{
    m_maskLevels.update(borrowed(m_mask->image()), area);
    const QRect seen = m_transform.toView().mapRect(QRectF(area)).toAlignedRect();
    update(seen.adjusted(-2, -2, 2, 2));
}

void CanvasView::paintPicture(QPainter& painter, const QRectF& part) const
{
    const auto level = m_levels.levelFor(m_transform.zoom() * devicePixelRatioF());
    const double f = level.factor;
    const QRect seen =
        QRect(QPoint(static_cast<int>(std::floor(part.left() / f)), static_cast<int>(std::floor(part.top() / f))),
              QPoint(static_cast<int>(std::ceil(part.right() / f)), static_cast<int>(std::ceil(part.bottom() / f))))
            .intersected(level.image->rect());
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, m_transform.zoom() < PixelGridZoom);
    painter.setTransform(m_transform.toView(), true);
    painter.scale(f, f);
    painter.drawImage(seen.topLeft(), *level.image, seen);
    painter.restore();
}

void CanvasView::paintEvent(QPaintEvent* event)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(event->rect(), theme.colour(Role::Canvas));
    if (m_picture.isNull()) {
        return;
    }
    const QRectF part = m_transform.partUnder(event->rect());
    paintPicture(painter, part);
    if (m_mask != nullptr && m_isOverlayVisible) {
        painter.save();
        painter.setRenderHint(QPainter::SmoothPixmapTransform, m_transform.zoom() < PixelGridZoom);
        paintMaskOverlay(painter, m_maskLevels, m_transform, part, m_overlayColour, m_overlayOpacity,
                         devicePixelRatioF());
        painter.restore();
    }
    painter.setPen(theme.colour(Role::PictureEdge));
    painter.drawPolygon(m_transform.toView().map(QPolygonF(QRectF(m_picture.rect()))));
    paintCanvasExtras(painter, m_extras, m_transform);
    if (m_tool != nullptr && !m_isSpaceHeld) {
        m_tool->paint(painter, m_transform);
    }
}

void CanvasView::resizeEvent(QResizeEvent* event)
{
    m_transform.setSizes(m_picture.size(), event->size());
    if (m_isFitted) {
        fit();
    }
}

void CanvasView::wheelEvent(QWheelEvent* event)
{
    // With Alt or Shift held some systems turn the wheel's axis.
    const QPoint delta = event->angleDelta();
    const double notches = (delta.y() != 0 ? delta.y() : delta.x()) / 120.0;
    if (event->modifiers() & Qt::ShiftModifier) {
        m_transform.rotateTo(m_transform.rotation() + notches * DegreesPerNotch, event->position());
    } else {
        m_transform.zoomTo(m_transform.zoom() * std::pow(ZoomPerNotch, notches), event->position());
    }
    transformed();
    event->accept();
}

ToolEvent CanvasView::toolEvent(const QPointF& view, Qt::KeyboardModifiers modifiers, double pressure) const
{
    return {m_transform.toPicture(view), pressure, modifiers, m_transform.zoom()};
}

void CanvasView::pressed(const QPointF& view, Qt::KeyboardModifiers modifiers, double pressure, bool isPan)
{
    m_last = view;
    if (isPan || m_isSpaceHeld || m_tool == nullptr) {
        m_gesture = Gesture::Pan;
        updateCursor();
    } else if (!m_picture.isNull()) {
        m_gesture = Gesture::Tool;
        m_tool->press(toolEvent(view, modifiers, pressure));
        update();
    }
}

void CanvasView::moved(const QPointF& view, Qt::KeyboardModifiers modifiers, double pressure)
{
    if (m_gesture == Gesture::Pan) {
        m_transform.panBy(view - m_last);
        transformed();
    } else if (m_tool != nullptr) {
        const ToolEvent event = toolEvent(view, modifiers, pressure);
        const QRect before = m_tool->paintedArea(m_transform);
        if (m_gesture == Gesture::Tool) {
            m_tool->move(event);
        } else {
            m_tool->hover(event);
        }
        toolMoved(before);
    }
    m_last = view;
    Q_EMIT pointed(m_transform.toPicture(view));
}

void CanvasView::toolMoved(const QRect& before)
{
    const QRect now = m_tool->paintedArea(m_transform);
    if (before.isNull() || now.isNull()) {
        update();
    } else {
        update(before);
        update(now);
    }
}

void CanvasView::released(const QPointF& view, Qt::KeyboardModifiers modifiers, double pressure)
{
    if (std::exchange(m_gesture, Gesture::None) == Gesture::Tool) {
        m_tool->release(toolEvent(view, modifiers, pressure));
        update();
    }
    updateCursor();
}

void CanvasView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton) {
        pressed(event->position(), event->modifiers(), 1, event->button() == Qt::MiddleButton);
    }
}

void CanvasView::mouseMoveEvent(QMouseEvent* event) { moved(event->position(), event->modifiers(), 1); }

void CanvasView::mouseReleaseEvent(QMouseEvent* event) { released(event->position(), event->modifiers(), 1); }

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (m_tool != nullptr && event->button() == Qt::LeftButton) {
        m_tool->doubleClick(toolEvent(event->position(), event->modifiers(), 1));
        update();
    }
}

void CanvasView::tabletEvent(QTabletEvent* event)
{
    switch (event->type()) {
    case QEvent::TabletPress:
        pressed(event->position(), event->modifiers(), event->pressure(), event->button() == Qt::MiddleButton);
        break;
    case QEvent::TabletMove: moved(event->position(), event->modifiers(), event->pressure()); break;
    case QEvent::TabletRelease: released(event->position(), event->modifiers(), event->pressure()); break;
    default: break;
    }
    event->accept(); // or Qt would make a mouse event of it and paint twice
}

void CanvasView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_isSpaceHeld = true;
        updateCursor();
        update();
    } else if (event->key() == Qt::Key_Escape && m_tool != nullptr) {
        m_tool->cancel();
        m_gesture = Gesture::None;
        update();
    } else if (event->matches(QKeySequence::Undo) && m_mask != nullptr) {
        m_mask->undo();
    } else if (event->matches(QKeySequence::Redo) && m_mask != nullptr) {
        m_mask->redo();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void CanvasView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_isSpaceHeld = false;
        updateCursor();
        update();
    }
    QWidget::keyReleaseEvent(event);
}

void CanvasView::leaveEvent(QEvent* event)
{
    if (m_tool != nullptr && m_gesture != Gesture::Tool) {
        m_tool->leave();
    }
    update();
    QWidget::leaveEvent(event);
}

void CanvasView::updateCursor()
{
    if (m_gesture == Gesture::Pan) {
        setCursor(Qt::ClosedHandCursor);
    } else if (m_isSpaceHeld || m_tool == nullptr) {
        setCursor(Qt::OpenHandCursor);
    } else {
        setCursor(m_tool->cursor());
    }
}

} // namespace genserve::ui
