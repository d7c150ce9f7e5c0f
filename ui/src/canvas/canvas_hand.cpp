#include "canvas_hand.h"

#include <utility>

namespace genserve::ui {

CanvasHand::CanvasHand(CanvasGrip grip) : m_grip(std::move(grip)) { updateCursor(); }

void CanvasHand::setTool(CanvasTool* tool)
{
    if (m_tool == tool) {
        return; // a stroke goes on while the rest of the window changes
    }
    cancel();
    m_tool = tool;
    updateCursor();
    m_grip.view.update();
}

void CanvasHand::cancel()
{
    if (m_gesture == Gesture::Tool) {
        m_tool->cancel();
        m_gesture = Gesture::None;
    }
}

CanvasHand::Pointer CanvasHand::pointerOf(const QMouseEvent& event) { return {event.position(), event.modifiers()}; }

CanvasHand::Pointer CanvasHand::pointerOf(const QTabletEvent& event)
{
    return {event.position(), event.modifiers(), event.pressure(),
            event.pointerType() == QPointingDevice::PointerType::Eraser};
}

ToolEvent CanvasHand::toolEvent(const Pointer& pointer) const
{
    return {m_grip.transform.toPicture(pointer.view), pointer.pressure, pointer.modifiers, m_grip.transform.zoom(),
            pointer.isEraserEnd};
}

void CanvasHand::pressed(const Pointer& pointer, Qt::MouseButton button)
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
    } else if (m_grip.hasPicture()) {
        m_gesture = Gesture::Tool;
        useTool([&] { m_tool->press(toolEvent(pointer)); });
    }
}

void CanvasHand::moved(const Pointer& pointer)
{
    if (m_gesture == Gesture::Pan) {
        m_grip.transform.panBy(pointer.view - m_last);
        m_grip.moved();
    } else if (m_tool != nullptr) {
        const ToolEvent event = toolEvent(pointer);
        useTool([&] { m_gesture == Gesture::Tool ? m_tool->move(event) : m_tool->hover(event); });
    }
    m_last = pointer.view;
    m_grip.pointed(m_grip.transform.toPicture(pointer.view));
}

void CanvasHand::released(const Pointer& pointer, Qt::MouseButton button)
{
    if (button != m_button) {
        return;
    }
    m_button = Qt::NoButton;
    if (std::exchange(m_gesture, Gesture::None) == Gesture::Tool) {
        useTool([&] { m_tool->release(toolEvent(pointer)); });
        m_grip.ended();
    }
    updateCursor();
}

template <class Act>
void CanvasHand::useTool(Act act)
{
    const QRect before = m_tool->paintedArea(m_grip.transform);
    act();
    m_grip.view.update(before);
    m_grip.view.update(m_tool->paintedArea(m_grip.transform));
}

void CanvasHand::mousePress(const QMouseEvent& event)
{
    if (!m_isPenDown) {
        pressed(pointerOf(event), event.button());
    }
}

void CanvasHand::mouseMove(const QMouseEvent& event)
{
    if (!m_isPenDown) {
        endLostGesture(event);
        moved(pointerOf(event));
    }
}

// The button's release may have gone to a dialog that was opened meanwhile.
void CanvasHand::endLostGesture(const QMouseEvent& event)
{
    if (m_gesture != Gesture::None && !event.buttons().testFlag(m_button)) {
        released({m_last, event.modifiers()}, m_button);
    }
}

void CanvasHand::mouseRelease(const QMouseEvent& event)
{
    if (!m_isPenDown) {
        released(pointerOf(event), event.button());
    }
}

void CanvasHand::mouseDoubleClick(const QMouseEvent& event)
{
    if (m_tool == nullptr || m_isPenDown || event.button() != Qt::LeftButton) {
        return;
    }
    pressed(pointerOf(event), event.button()); // two quick dabs of a brush are two dabs
    useTool([&] { m_tool->doubleClick(toolEvent(pointerOf(event))); });
}

void CanvasHand::tablet(const QTabletEvent& event)
{
    switch (event.type()) {
    case QEvent::TabletPress:
        m_isPenDown = true;
        pressed(pointerOf(event), event.button());
        break;
    case QEvent::TabletMove: moved(pointerOf(event)); break;
    case QEvent::TabletRelease:
        released(pointerOf(event), event.button());
        m_isPenDown = event.buttons() != Qt::NoButton;
        break;
    default: break;
    }
}

void CanvasHand::leave()
{
    if (m_tool != nullptr && m_gesture != Gesture::Tool) {
        useTool([this] { m_tool->leave(); });
    }
}

void CanvasHand::setSpaceHeld(bool isHeld)
{
    m_isSpaceHeld = isHeld;
    updateCursor();
    m_grip.view.update();
}

bool CanvasHand::key(int key)
{
    bool isTaken = false;
    if (m_tool != nullptr) {
        useTool([&] { isTaken = m_tool->key(key); });
    }
    return isTaken;
}

bool CanvasHand::escape()
{
    if (m_tool == nullptr) {
        return false;
    }
    useTool([this] { m_tool->cancel(); });
    m_gesture = Gesture::None;
    return true;
}

void CanvasHand::paint(QPainter& painter) const
{
    if (m_tool != nullptr && !m_isSpaceHeld) {
        m_tool->paint(painter, m_grip.transform);
    }
}

void CanvasHand::updateCursor()
{
    if (m_gesture == Gesture::Pan) {
        m_grip.view.setCursor(Qt::ClosedHandCursor);
    } else if (m_isSpaceHeld || m_tool == nullptr) {
        m_grip.view.setCursor(Qt::OpenHandCursor);
    } else {
        m_grip.view.setCursor(m_tool->cursor());
    }
}

} // namespace genserve::ui
