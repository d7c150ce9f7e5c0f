// Lasso and polygon: what an outline encloses.
#pragma once

#include <QPolygonF>

#include "canvas_tool.h"

namespace genserve::ui {

class MaskShaper;

// The lasso is drawn freehand while pressed. A polygon gets a corner per click; a double click, Enter or a click near
// its start close it, Backspace takes the last corner back.
class OutlineTool : public CanvasTool {
public:
    enum class Kind { Lasso, Polygon };

    OutlineTool(MaskDocument& document, MaskShaper& shaper, Kind kind, QString label);

    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    void hover(const ToolEvent& event) override;
    void doubleClick(const ToolEvent& event) override;
    bool key(int key) override;
    [[nodiscard]] bool isBetweenClicks() const override { return !m_outline.isEmpty(); }
    void cancel() override;
    void paint(QPainter& painter, const CanvasTransform& transform) const override;
    [[nodiscard]] QRect paintedArea(const CanvasTransform& transform) const override;

private:
    void finish();

    MaskDocument& m_document;
    MaskShaper& m_shaper;
    Kind m_kind;
    QString m_label;
    MaskEdit m_edit = MaskEdit::Add;
    QPolygonF m_outline;
    QPointF m_hovered;
};

} // namespace genserve::ui
