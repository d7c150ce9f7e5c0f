// What the pointer does on the canvas: one class per tool, chosen by the tool strip.
#pragma once

#include <Qt>

#include <QCursor>
#include <QPainter>
#include <QPointF>

#include "canvas_transform.h"

namespace genserve::ui {

class MaskDocument;

struct ToolEvent {
    QPointF picture; // px of the picture
    double pressure = 1;
    Qt::KeyboardModifiers modifiers;
    double zoom = 1; // view px per picture px
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
    virtual void cancel() = 0; // Esc: takes back what is in progress
    // What is in progress, over everything; view coordinates.
    virtual void paint(QPainter& painter, const CanvasTransform& transform) const = 0;
    // Where paint() draws now, view coordinates; null = anywhere. Only that is repainted while the pointer moves.
    [[nodiscard]] virtual QRect paintedArea(const CanvasTransform& /*transform*/) const { return {}; }
    [[nodiscard]] virtual QCursor cursor() const { return Qt::CrossCursor; }
};

} // namespace genserve::ui
