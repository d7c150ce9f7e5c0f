// The control picture and how strongly it acts.
#pragma once

#include "section.h"

namespace genserve::ui {

class PictureRow;
class StudioModel;
class ToggleSwitch;
class ValueSlider;

class ControlSection : public Section {
    Q_OBJECT

public:
    explicit ControlSection(StudioModel& model, QWidget* parent = nullptr);

Q_SIGNALS:
    void pictureWanted(); // from a file
    void workWanted();    // the one that is there, on the canvas

private:
    void refresh();

    StudioModel& m_model;
    PictureRow* m_picture;
    ToggleSwitch* m_findEdges;
    ValueSlider* m_scale;
    ValueSlider* m_start;
    ValueSlider* m_end;
};

} // namespace genserve::ui
