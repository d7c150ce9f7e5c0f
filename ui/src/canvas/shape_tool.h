// Line, rectangle, ellipse, gradient: two corners.
#pragma once

#include "brush_stroke.h"
#include "canvas_tool.h"

namespace genserve::ui {

class MaskShaper;

// Shift makes squares, circles and multiples of 15 degrees.
class ShapeTool : public CanvasTool {
public:
    enum class Shape { Line, Rectangle, Ellipse, Gradient };

    // settings: a line's pen; read when it is drawn.
    ShapeTool(MaskDocument& document, MaskShaper& shaper, Shape shape, const BrushSettings& settings, QString label);

    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    void cancel() override;
    void paint(QPainter& painter, const CanvasTransform& transform) const override;
    [[nodiscard]] QRect paintedArea(const CanvasTransform& transform) const override;

private:
    [[nodiscard]] QPointF constrained(const ToolEvent& event) const;
    static Coverage coverage(Shape shape, const BrushSettings& pen, const QSize& size, const QPointF& from,
                             const QPointF& to);

    MaskDocument& m_document;
    MaskShaper& m_shaper;
    Shape m_shape;
    const BrushSettings& m_settings;
    QString m_label;
    MaskEdit m_kind = MaskEdit::Add;
    bool m_isDrawing = false;
    QPointF m_from, m_to;
};

} // namespace genserve::ui
