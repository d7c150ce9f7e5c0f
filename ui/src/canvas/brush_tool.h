// Brush and eraser.
#pragma once

#include <functional>
#include <optional>

#include "brush_stroke.h"
#include "canvas_tool.h"

namespace genserve::ui {

// Shift and a click draw a straight line from the end of the stroke before; Shift and a drag to the right or left
// change the size.
class BrushTool : public CanvasTool {
public:
    static constexpr double LeastSize = 1, MostSize = 500; // px

    // settings: read at the start of each stroke; outlives the tool. resize: asked for another size.
    BrushTool(MaskDocument& document, const BrushSettings& settings, MaskEdit kind, QString label,
              std::function<void(double)> resize = {});

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
    struct Shifted { // pressed with Shift: a line if it is a click
        ToolEvent start;
        double size = 0;
        bool isResizing = false;
    };

    [[nodiscard]] PointerSample sampleOf(const ToolEvent& event) const;
    [[nodiscard]] bool hasLineStart() const;
    void begin(const ToolEvent& event, const PointerSample& start);
    void show(const QRect& changed);
    void finish(const QPointF& end);
    void drawLine(const ToolEvent& event);
    void resizeTo(const ToolEvent& event);

    MaskDocument& m_document;
    const BrushSettings& m_settings;
    MaskEdit m_kind;
    QString m_label;
    std::function<void(double)> m_resize;
    std::optional<BrushStroke> m_stroke;
    std::optional<ToolEvent> m_last; // where the ring is
    std::optional<Shifted> m_shifted;
    std::optional<QPointF> m_end; // of the last stroke
    QSize m_endSize;              // of the picture then
};

} // namespace genserve::ui
