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

CanvasView::CanvasView(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setTabletTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Canvas"));
    connect(&Theme::current(), &Theme::changed, this, &CanvasView::redraw);
    updateCursor();
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
        cancelGesture();
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

void CanvasView::cancelGesture()
{
    if (m_gesture == Gesture::Tool) {
        m_tool->cancel();
        m_gesture = Gesture::None;
    }
}

void CanvasView::setTool(CanvasTool* tool)
{
    if (m_tool == tool) {
        return; // a stroke goes on while the rest of the window changes
    }
    cancelGesture();
    m_tool = tool;
    updateCursor();
    update();
}

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
    if (m_isFitted && m_gesture != Gesture::Tool && m_fitted != content()) {
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
    if (m_tool != nullptr && !m_isSpaceHeld) {
        m_tool->paint(painter, m_transform);
    }
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

CanvasView::Pointer CanvasView::pointerOf(const QMouseEvent& event) { return {event.position(), event.modifiers()}; }

CanvasView::Pointer CanvasView::pointerOf(const QTabletEvent& event)
{
    return {event.position(), event.modifiers(), event.pressure(),
            event.pointerType() == QPointingDevice::PointerType::Eraser};
}

ToolEvent CanvasView::toolEvent(const Pointer& pointer) const
{
    return {m_transform.toPicture(pointer.view), pointer.pressure, pointer.modifiers, m_transform.zoom(),
            pointer.isEraserEnd};
}

void CanvasView::pressed(const Pointer& pointer, Qt::MouseButton button)
{
    const bool isPan = button == Qt::MiddleButton;
    if (m_gesture != Gesture::None || (button != Qt::LeftButton && !isPan)) {
        return;
    }
    m_last = pointer.view;
    m_button = button;
    if (isPan || m_isSpaceHeld || m_tool == nullptr) {
        m_gesture = Gesture::Pan;
        updateCursor();
    } else if (!picture().isNull()) {
        m_gesture = Gesture::Tool;
        useTool([&] { m_tool->press(toolEvent(pointer)); });
    }
}

void CanvasView::moved(const Pointer& pointer)
{
    if (m_gesture == Gesture::Pan) {
        m_transform.panBy(pointer.view - m_last);
        transformed();
    } else if (m_tool != nullptr) {
        const ToolEvent event = toolEvent(pointer);
        useTool([&] { m_gesture == Gesture::Tool ? m_tool->move(event) : m_tool->hover(event); });
    }
    m_last = pointer.view;
    Q_EMIT pointed(m_transform.toPicture(pointer.view));
}

void CanvasView::released(const Pointer& pointer, Qt::MouseButton button)
{
    if (button != m_button) {
        return;
    }
    m_button = Qt::NoButton;
    if (std::exchange(m_gesture, Gesture::None) == Gesture::Tool) {
        useTool([&] { m_tool->release(toolEvent(pointer)); });
        fitFrame();
    }
    updateCursor();
}

template <class Act>
void CanvasView::useTool(Act act)
{
    const QRect before = m_tool->paintedArea(m_transform);
    act();
    update(before);
    update(m_tool->paintedArea(m_transform));
}

// While the pen is down the mouse rests, whoever sends its events.
void CanvasView::mousePressEvent(QMouseEvent* event)
{
    if (!m_isPenDown) {
        pressed(pointerOf(*event), event->button());
    }
}

void CanvasView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_isPenDown) {
        endLostGesture(*event);
        moved(pointerOf(*event));
    }
}

// The button's release may have gone to a dialog that was opened meanwhile.
void CanvasView::endLostGesture(const QMouseEvent& event)
{
    if (m_gesture != Gesture::None && !event.buttons().testFlag(m_button)) {
        released({m_last, event.modifiers()}, m_button);
    }
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_isPenDown) {
        released(pointerOf(*event), event->button());
    }
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (m_tool == nullptr || m_isPenDown || event->button() != Qt::LeftButton) {
        return;
    }
    pressed(pointerOf(*event), event->button()); // two quick dabs of a brush are two dabs
    useTool([&] { m_tool->doubleClick(toolEvent(pointerOf(*event))); });
}

void CanvasView::tabletEvent(QTabletEvent* event)
{
    switch (event->type()) {
    case QEvent::TabletPress:
        m_isPenDown = true;
        pressed(pointerOf(*event), event->button());
        break;
    case QEvent::TabletMove: moved(pointerOf(*event)); break;
    case QEvent::TabletRelease:
        released(pointerOf(*event), event->button());
        m_isPenDown = event->buttons() != Qt::NoButton;
        break;
    default: break;
    }
    event->accept(); // or Qt would make a mouse event of it and paint twice
}

// What a tool has begun is taken back before the window's own Esc.
bool CanvasView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape
        && (isDragging() || (m_tool != nullptr && m_tool->isBetweenClicks()))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void CanvasView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_isSpaceHeld = true;
        updateCursor();
        update();
    } else if (event->key() == Qt::Key_Escape && m_tool != nullptr) {
        useTool([this] { m_tool->cancel(); });
        m_gesture = Gesture::None;
    } else if (m_tool != nullptr && toolTakes(event->key())) {
        event->accept();
    } else if (event->matches(QKeySequence::Undo)) {
        undo(); // with an empty history the command is off, but a polygon's corner can go
    } else {
        QWidget::keyPressEvent(event);
    }
}

void CanvasView::undo()
{
    const bool isOfTool = m_tool != nullptr && !isDragging() && toolTakes(Qt::Key_Backspace);
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

bool CanvasView::toolTakes(int key)
{
    bool isTaken = false;
    useTool([&] { isTaken = m_tool->key(key); });
    return isTaken;
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
    if (m_tool != nullptr && m_gesture != Gesture::Tool) {
        useTool([this] { m_tool->leave(); });
    }
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
