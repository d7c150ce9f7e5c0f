// The settings of the tool in the hand, above the canvas.
#pragma once

#include <QWidget>

#include "tool_box.h"

namespace genserve::ui {

class ElidedLabel;
class IconButton;
class ValueSlider;

class ToolOptions : public QWidget {
    Q_OBJECT

public:
    explicit ToolOptions(ToolBox& tools, QWidget* parent = nullptr);

private:
    void refresh();
    void showWords();
    void chooseCurve();
    void edit(const std::function<void(BrushSettings&)>& change);

    ToolBox& m_tools;
    ValueSlider* m_size;
    ValueSlider* m_hardness;
    ValueSlider* m_opacity;
    ValueSlider* m_smoothing;
    ValueSlider* m_tolerance;
    IconButton* m_sizeByPressure;
    IconButton* m_opacityByPressure;
    IconButton* m_curve;
    ElidedLabel* m_hint;
};

} // namespace genserve::ui
