// How a mask acts on the picture to be made.
#pragma once

#include "section.h"

namespace genserve::ui {

class StudioModel;
class TextLabel;
class ToggleSwitch;
class ValueSlider;

class MaskSection : public Section {
    Q_OBJECT

public:
    explicit MaskSection(StudioModel& model, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fold();
    void refresh();

    StudioModel& m_model;
    TextLabel* m_polarity;
    ValueSlider* m_grow;
    ValueSlider* m_feather;
    ToggleSwitch* m_onlyMasked;
    QHBoxLayout* m_only = nullptr; // the next two
    ValueSlider* m_padding;
    ToggleSwitch* m_keepRest;
    ToggleSwitch* m_matchColours;
};

} // namespace genserve::ui
