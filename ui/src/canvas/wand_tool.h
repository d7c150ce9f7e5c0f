// Magic wand: what is alike in the picture.
#pragma once

#include <QImage>

#include "canvas_tool.h"

namespace genserve::ui {

class MaskShaper;

// What is alike and connected or, as the choice of a colour, what is alike anywhere. Shift turns the one into the
// other. The mask shows it as soon as it is found.
class WandTool : public CanvasTool {
public:
    enum class Reach { Connected, Anywhere };

    // picture, tolerance (0..255): read at each click; outlive the tool.
    WandTool(MaskShaper& shaper, const QImage& picture, const int& tolerance, Reach reach, QString label);

    void press(const ToolEvent& event) override;
    void move(const ToolEvent& /*event*/) override {}
    void release(const ToolEvent& /*event*/) override {}
    void cancel() override {}
    void paint(QPainter& /*painter*/, const CanvasTransform& /*transform*/) const override {}
    [[nodiscard]] QRect paintedArea(const CanvasTransform& /*transform*/) const override { return {}; }

private:
    MaskShaper& m_shaper;
    const QImage& m_picture;
    const int& m_tolerance;
    Reach m_reach;
    QString m_label;
};

} // namespace genserve::ui
