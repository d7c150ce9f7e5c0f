// What the pointer does on the canvas: one class per tool, chosen by the tool strip.
#pragma once

#include <Qt>

#include <QCursor>
#include <QPainter>
#include <QPointF>

#include "canvas_transform.h"
#include "mask_document.h"

namespace genserve::ui {

struct ToolEvent {
    QPointF picture; // px of the picture
    double pressure = 1;
    Qt::KeyboardModifiers modifiers;
    double zoom = 1;          // view px per picture px
    bool isEraserEnd = false; // a pen held the other way round

    // Ctrl or the pen's other end turn a tool that adds into one that takes away, and back.
    [[nodiscard]] MaskEdit editFor(MaskEdit kind) const
    {
        const bool isTurned = modifiers.testFlag(Qt::ControlModifier) != isEraserEnd;
        return isTurned ? (kind == MaskEdit::Add ? MaskEdit::Subtract : MaskEdit::Add) : kind;
    }
};

// Ctrl held while pressing subtracts instead of adding (or the other way round with the eraser), Shift constrains.
// GUI thread. The canvas repaints after every call.
class CanvasTool {
public:
    virtual ~CanvasTool() = default;

    virtual void press(const ToolEvent& event) = 0;
    virtual void move(const ToolEvent& event) = 0; // while pressed
    virtual void release(const ToolEvent& event) = 0;
    virtual void hover(const ToolEvent& /*event*/) {}
    virtual void leave() {} // the pointer went out of the view
    virtual void doubleClick(const ToolEvent& /*event*/) {}
    virtual bool key(int /*key*/) { return false; }                      // true = it was for the tool
    [[nodiscard]] virtual bool isBetweenClicks() const { return false; } // it has begun, nothing is held down
    virtual void cancel() = 0;                                           // Esc: takes back what is in progress
    // What is in progress, over everything; view coordinates.
    virtual void paint(QPainter& painter, const CanvasTransform& transform) const = 0;
    // Where paint() draws now, view coordinates; only that is repainted after a call.
    [[nodiscard]] virtual QRect paintedArea(const CanvasTransform& transform) const = 0;
    [[nodiscard]] virtual QCursor cursor() const { return Qt::CrossCursor; }
};

} // namespace genserve::ui
