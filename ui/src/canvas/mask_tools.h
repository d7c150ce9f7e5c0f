// The tools that draw into a mask.
#pragma once

#include <memory>
#include <optional>

#include <QImage>
#include <QPolygonF>

#include "brush_stroke.h"
#include "canvas_tool.h"
#include "mask_document.h"

namespace genserve::ui {

// Brush and eraser.
class BrushTool : public CanvasTool {
public:
    // settings: read at the start of each stroke; outlives the tool.
    BrushTool(MaskDocument& document, const BrushSettings& settings, MaskEdit kind, QString label);

    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    void hover(const ToolEvent& event) override;
    void leave() override;
    void cancel() override;
    void paint(QPainter& painter, const CanvasTransform& transform) const override;
    [[nodiscard]] QRect paintedArea(const CanvasTransform& transform) const override;
    [[nodiscard]] QCursor cursor() const override { return Qt::BlankCursor; }

private:
    MaskDocument& m_document;
    const BrushSettings& m_settings;
    MaskEdit m_kind;
    QString m_label;
    std::optional<BrushStroke> m_stroke;
    std::optional<ToolEvent> m_last;
};

// Line, rectangle, ellipse, gradient: two corners. Shift makes squares, circles and multiples of 15 degrees.
class ShapeTool : public CanvasTool {
public:
    enum class Shape { Line, Rectangle, Ellipse, Gradient };

    ShapeTool(MaskDocument& document, Shape shape, const BrushSettings& settings, QString label);

    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    void cancel() override;
    void paint(QPainter& painter, const CanvasTransform& transform) const override;

private:
    [[nodiscard]] QPointF constrained(const ToolEvent& event) const;
    [[nodiscard]] QImage coverage() const;

    MaskDocument& m_document;
    Shape m_shape;
    const BrushSettings& m_settings; // a line's width
    QString m_label;
    MaskEdit m_kind = MaskEdit::Add;
    bool m_isDrawing = false;
    QPointF m_from, m_to;
};

// Lasso (freehand while pressed) and polygon (a corner per click, closed by a double click or near its start).
class OutlineTool : public CanvasTool {
public:
    enum class Kind { Lasso, Polygon };

    OutlineTool(MaskDocument& document, Kind kind, QString label);

    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    void hover(const ToolEvent& event) override;
    void doubleClick(const ToolEvent& event) override;
    void cancel() override;
    void paint(QPainter& painter, const CanvasTransform& transform) const override;

private:
    void finish();

    MaskDocument& m_document;
    Kind m_kind;
    QString m_label;
    MaskEdit m_edit = MaskEdit::Add;
    QPolygonF m_outline;
    QPointF m_hovered;
};

// Magic wand: what is alike and connected in the picture, or, as the choice of a colour, what is alike anywhere. Shift
// turns the one into the other.
class WandTool : public CanvasTool {
public:
    // picture, tolerance (0..255): read at each click; outlive the tool.
    enum class Reach { Connected, Anywhere };
    WandTool(MaskDocument& document, const QImage& picture, const int& tolerance, Reach reach, QString label);

    void press(const ToolEvent& event) override;
    void move(const ToolEvent& /*event*/) override {}
    void release(const ToolEvent& /*event*/) override {}
    void cancel() override {}
    void paint(QPainter& /*painter*/, const CanvasTransform& /*transform*/) const override {}

private:
    MaskDocument& m_document;
    const QImage& m_picture;
    const int& m_tolerance;
    Reach m_reach;
    QString m_label;
};

} // namespace genserve::ui
