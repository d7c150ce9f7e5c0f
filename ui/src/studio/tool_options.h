// The settings of the tool in the hand, above the canvas.
#pragma once

#include <vector>

#include <QWidget>

#include "tool_box.h"

class QHBoxLayout;

namespace genserve::ui {

class ElidedLabel;
class IconButton;
class MaskSwatch;
class ValueSlider;

// One row, or two where the canvas is too narrow for all of them.
class ToolOptions : public QWidget {
    Q_OBJECT

public:
    explicit ToolOptions(ToolBox& tools, QWidget* parent = nullptr);

    void setMaskColour(const QColor& colour);

Q_SIGNALS:
    void maskColourChosen(const QColor& colour);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void arrange(); // in as many rows as the width needs
    void placeFrom(std::size_t first, QHBoxLayout& row);
    [[nodiscard]] int neededWidth() const; // of all in one row
    void showWords();
    void chooseCurve();
    void edit(const std::function<void(BrushSettings&)>& change);

    ToolBox& m_tools;
    MaskSwatch* m_swatch;
    ValueSlider* m_size;
    ValueSlider* m_hardness;
    ValueSlider* m_opacity;
    ValueSlider* m_smoothing;
    ValueSlider* m_tolerance;
    IconButton* m_sizeByPressure;
    IconButton* m_opacityByPressure;
    IconButton* m_curve;
    ElidedLabel* m_hint;
    QWidget* m_second; // the lower row's
    QHBoxLayout* m_upper = nullptr;
    QHBoxLayout* m_lower = nullptr;
    std::vector<QWidget*> m_all; // in their order
    bool m_isFolded = false;
};

} // namespace genserve::ui
