// What mouse and pen do on the canvas: they move the view or use the tool.
#pragma once

#include <functional>

#include <QMouseEvent>
#include <QPainter>
#include <QTabletEvent>
#include <QWidget>

#include "canvas_tool.h"
#include "canvas_transform.h"

namespace genserve::ui {

// What the hand acts on; outlives it.
struct CanvasGrip {
    QWidget& view; // repainted where the tool draws, and with the hand's cursor
    CanvasTransform& transform;
    std::function<bool()> hasPicture;
    std::function<void()> moved;                         // the view was panned
    std::function<void()> ended;                         // a drag of the tool
    std::function<void(const QPointF& picture)> pointed; // the pointer moved over the picture
};

// Tablet events act once: while the pen is down the mouse rests, whoever sends its events.
class CanvasHand {
public:
    explicit CanvasHand(CanvasGrip grip);

    void setTool(CanvasTool* tool); // borrowed; nullptr = pan. A drag of the one before is taken back
    [[nodiscard]] CanvasTool* tool() const { return m_tool; }
    // The tool is held down: what changes the mask otherwise must wait.
    [[nodiscard]] bool isDragging() const { return m_gesture == Gesture::Tool; }
    // It has begun something that Esc takes back.
    [[nodiscard]] bool isBusy() const { return isDragging() || (m_tool != nullptr && m_tool->isBetweenClicks()); }

    void mousePress(const QMouseEvent& event);
    void mouseMove(const QMouseEvent& event);
    void mouseRelease(const QMouseEvent& event);
    void mouseDoubleClick(const QMouseEvent& event);
    void tablet(const QTabletEvent& event);
    void leave(); // the pointer is elsewhere now

    void setSpaceHeld(bool isHeld); // the view is panned, whatever the tool
    bool key(int key);              // false = not the tool's
    bool escape();                  // takes back what the tool has begun; false = there is no tool
    void cancel();                  // the same, of a drag
    void paint(QPainter& painter) const;

private:
    enum class Gesture { None, Pan, Tool };
    struct Pointer {
        QPointF view;
        Qt::KeyboardModifiers modifiers;
        double pressure = 1;
        bool isEraserEnd = false;
    };
    static Pointer pointerOf(const QMouseEvent& event);
    static Pointer pointerOf(const QTabletEvent& event);

    [[nodiscard]] ToolEvent toolEvent(const Pointer& pointer) const;
    void pressed(const Pointer& pointer, Qt::MouseButton button);
    void moved(const Pointer& pointer);
    void endLostGesture(const QMouseEvent& event);
    void released(const Pointer& pointer, Qt::MouseButton button);
    template <class Act>
    void useTool(Act act); // and repaints what the tool drew before and draws then
    void updateCursor();

    CanvasGrip m_grip;
    CanvasTool* m_tool = nullptr;
    bool m_isSpaceHeld = false;
    Gesture m_gesture = Gesture::None;
    Qt::MouseButton m_button = Qt::NoButton; // that the gesture began with; other ones do nothing meanwhile
    bool m_isPenDown = false;
    QPointF m_last;
};

} // namespace genserve::ui
