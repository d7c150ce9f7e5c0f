// Steps, guidance, strength, step cache, seed and how many pictures.
#pragma once

#include "section.h"

class QComboBox;

namespace genserve::ui {

class StudioModel;
class ValueSlider;

class SamplingSection : public Section {
    Q_OBJECT

public:
    explicit SamplingSection(StudioModel& model, QWidget* parent = nullptr);

private:
    void refresh();

    StudioModel& m_model;
    ValueSlider* m_steps;
    ValueSlider* m_guidance;
    ValueSlider* m_strength;
    QComboBox* m_cache;
    ValueSlider* m_count;
};

} // namespace genserve::ui
