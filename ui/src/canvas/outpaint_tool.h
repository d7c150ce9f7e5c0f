// Drags the picture's edges outwards: the new area is painted to match.
#pragma once

#include <functional>

#include <QSize>

#include "base/generation.h"
#include "canvas_tool.h"

namespace genserve::ui {

// In steps of 16 px. The frame itself is drawn with the canvas's extras, so it stays when another tool is chosen.
class OutpaintTool : public CanvasTool {
public:
    // How far the frame is out now; `changed` is told each change, `ended` where the frame was before a drag or a
    // double click that has moved it.
    OutpaintTool(std::function<QSize()> picture, std::function<Outpaint()> now,
                 std::function<void(const Outpaint&)> changed, std::function<void(const Outpaint& before)> ended);

    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    void doubleClick(const ToolEvent& event) override; // back to the picture's own size
    void cancel() override;
    void paint(QPainter& painter, const CanvasTransform& transform) const override;
    [[nodiscard]] QRect paintedArea(const CanvasTransform& /*transform*/) const override { return {}; }
    [[nodiscard]] QCursor cursor() const override { return Qt::SizeAllCursor; }

private:
    struct Edges {
        bool left = false, top = false, right = false, bottom = false;
        [[nodiscard]] bool any() const { return left || top || right || bottom; }
    };
    void end(); // of a drag
    [[nodiscard]] bool isHeld() const { return m_held.any() && m_size == m_picture(); }
    [[nodiscard]] Edges edgesAt(const ToolEvent& event) const;

    std::function<QSize()> m_picture;
    std::function<Outpaint()> m_now;
    std::function<void(const Outpaint&)> m_changed, m_ended;
    Edges m_held;
    QPointF m_from;
    Outpaint m_before;
    QSize m_size; // of the picture when the drag began: of another one nothing is moved
};

} // namespace genserve::ui
