#include "canvas_view.h"

#include <cmath>
#include <utility>

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QTabletEvent>
#include <QWheelEvent>

#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr double FitMargin = 24;      // px
constexpr double ZoomPerNotch = 1.25; // a wheel's notch is 120
constexpr double DegreesPerNotch = 15;

} // namespace

CanvasView::CanvasView(QWidget* parent)
    : QWidget(parent),
      m_hand({*this, m_transform, [this] { return !picture().isNull(); }, [this] { transformed(); },
              [this] { fitFrame(); }, [this](const QPointF& at) { Q_EMIT pointed(at); }})
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setTabletTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Canvas"));
    connect(&Theme::current(), &Theme::changed, this, &CanvasView::redraw);
}

CanvasView::~CanvasView() = default;

void CanvasView::redraw()
{
    m_backing.spoilAll();
    update();
}

void CanvasView::setPicture(const QImage& picture)
{
    const bool isOtherSize = picture.size() != m_scene.picture().size();
    if (isOtherSize) {
        m_hand.cancel();
    }
    m_scene.setPicture(picture);
    m_transform.setSizes(picture.size(), size());
    if (isOtherSize) {
        fit();
    }
    redraw();
    Q_EMIT pictureChanged();
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
    m_scene.setMask(mask == nullptr ? QImage() : mask->image());
    if (mask != nullptr) {
        connect(mask, &MaskDocument::changed, this, &CanvasView::maskChanged);
        connect(mask, &QObject::destroyed, this, [this] { m_scene.setMask({}); }); // which borrows its pixels
    }
    redraw();
}

void CanvasView::setTool(CanvasTool* tool) { m_hand.setTool(tool); }

void CanvasView::setMaskLook(const MaskLook& look)
{
    m_scene.setMaskLook(look);
    redraw();
}

void CanvasView::setOverlayVisible(bool isVisible)
{
    m_scene.setOverlayVisible(isVisible);
    redraw();
}

void CanvasView::setPictureOpacity(double opacity)
{
    if (m_scene.setPictureOpacity(opacity)) {
        redraw();
    }
}

void CanvasView::setLayers(const std::vector<CanvasLayer>& layers)
{
    if (m_scene.setLayers(layers)) {
        redraw();
    }
}

void CanvasView::setExtras(const CanvasExtras& extras)
{
    if (m_extras != extras) {
        m_extras = extras;
        fitFrame();
        update();
    }
}

QRectF CanvasView::content() const
{
    const QRectF picture = m_scene.picture().rect();
    return m_extras.frame.isEmpty() ? picture : picture | m_extras.frame;
}

// A frame that grows out of a fitted view comes back into it, but not while it is dragged.
void CanvasView::fitFrame()
{
    if (m_isFitted && !m_hand.isDragging() && m_fitted != content()) {
        fit();
    }
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
    m_fitted = content();
    m_transform.fit(FitMargin, m_foot, m_fitted);
    m_isFitted = true;
    Q_EMIT transformChanged();
    redraw();
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
    redraw();
}

void CanvasView::maskChanged(const QRegion& area)
{
    constexpr int Margin = 2; // px that smooth scaling reaches beyond
    if (!m_scene.updateMask(m_mask->image(), area)) {
        return;
    }
    const QTransform toView = m_transform.toView();
    QRegion seen;
    for (const QRect& part : area) {
        seen += toView.mapRect(QRectF(part)).toAlignedRect().adjusted(-Margin, -Margin, Margin, Margin);
    }
    m_backing.spoil(seen);
    update(seen);
}

void CanvasView::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    m_backing.resize(size(), devicePixelRatioF());
    m_backing.paint(painter, event->region(),
                    [this](QImage& backing, const QRect& view) { m_scene.paint(backing, view, m_transform); });
    if (picture().isNull()) {
        return;
    }
    m_scene.paintNewArea(painter, m_extras.frame, m_transform);
    paintCanvasExtras(painter, m_extras, m_transform);
    m_hand.paint(painter);
}

void CanvasView::resizeEvent(QResizeEvent* event)
{
    m_transform.setSizes(picture().size(), event->size());
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

void CanvasView::mousePressEvent(QMouseEvent* event) { m_hand.mousePress(*event); }

void CanvasView::mouseMoveEvent(QMouseEvent* event) { m_hand.mouseMove(*event); }

void CanvasView::mouseReleaseEvent(QMouseEvent* event) { m_hand.mouseRelease(*event); }

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event) { m_hand.mouseDoubleClick(*event); }

void CanvasView::tabletEvent(QTabletEvent* event)
{
    m_hand.tablet(*event);
    event->accept(); // or Qt would make a mouse event of it and paint twice
}

// What a tool has begun is taken back before the window's own Esc.
bool CanvasView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape
        && m_hand.isBusy()) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void CanvasView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_hand.setSpaceHeld(true);
    } else if (event->key() == Qt::Key_Escape && m_hand.escape()) {
        event->accept();
    } else if (m_hand.key(event->key())) {
        event->accept();
    } else if (event->matches(QKeySequence::Undo)) {
        undo(); // with an empty history the command is off, but a polygon's corner can go
    } else {
        QWidget::keyPressEvent(event);
    }
}

void CanvasView::undo()
{
    const bool isOfTool = !isDragging() && m_hand.key(Qt::Key_Backspace);
    if (m_mask != nullptr && !isDragging() && !isOfTool) {
        m_mask->undo();
    }
}

void CanvasView::redo()
{
    if (m_mask != nullptr && !isDragging()) {
        m_mask->redo();
    }
}

void CanvasView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_hand.setSpaceHeld(false);
    }
    QWidget::keyReleaseEvent(event);
}

// After a slider or a button was used the canvas's keys (Space, Esc, Enter) are wanted again without a click; words
// that are typed keep their place.
void CanvasView::enterEvent(QEnterEvent* event)
{
    const QWidget* focused = QApplication::focusWidget();
    if (qobject_cast<const QAbstractButton*>(focused) != nullptr
        || qobject_cast<const QAbstractSlider*>(focused) != nullptr) {
        setFocus(Qt::MouseFocusReason);
    }
    QWidget::enterEvent(event);
}

void CanvasView::leaveEvent(QEvent* event)
{
    m_hand.leave();
    QWidget::leaveEvent(event);
}

} // namespace genserve::ui
