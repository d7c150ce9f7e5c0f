// The control picture and how strongly it acts.
#pragma once

#include "section.h"

class QAction;

namespace genserve::ui {

class CommandRegistry;
class PictureRow;
class StudioModel;
class ToggleSwitch;
class ValueSlider;

class ControlSection : public Section {
    Q_OBJECT

public:
    // Its look at what the model sees is a command ("control.look").
    ControlSection(StudioModel& model, CommandRegistry& commands, QWidget* parent = nullptr);

Q_SIGNALS:
    void pictureWanted(); // from a file
    void workWanted();    // the one that is there, on the canvas

private:
    void refresh();

    StudioModel& m_model;
    PictureRow* m_picture;
    ToggleSwitch* m_findEdges;
    ToggleSwitch* m_look;
    QAction* m_lookAction = nullptr;
    ValueSlider* m_scale;
    ValueSlider* m_start;
    ValueSlider* m_end;
};

} // namespace genserve::ui
