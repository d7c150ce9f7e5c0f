// The mask over the picture: what it covers, and whole-mask operations.
#pragma once

#include <QWidget>

#include "../canvas/mask_overlay.h"

namespace genserve::ui {

class CommandRegistry;
class LayerRow;
class StudioModel;
class SwatchRow;
class TextLabel;
class ValueSlider;

class LayersPanel : public QWidget {
    Q_OBJECT

public:
    // The operations are commands of the registry ("mask.invert", ...), which must have been added by then.
    LayersPanel(StudioModel& model, CommandRegistry& commands, QWidget* parent = nullptr);

    [[nodiscard]] int amountPx() const; // of grow, shrink and feather

Q_SIGNALS:
    void maskLookChanged(const genserve::ui::MaskLook& look);

private:
    void refresh();

    StudioModel& m_model;
    LayerRow* m_maskRow;
    LayerRow* m_pictureRow;
    TextLabel* m_undoDepth;
    ValueSlider* m_amount;
    SwatchRow* m_colours;
    ValueSlider* m_opacity;
};

} // namespace genserve::ui
