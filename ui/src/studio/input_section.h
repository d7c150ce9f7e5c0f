// In mode Image: the picture that is changed.
#pragma once

#include "section.h"

namespace genserve::ui {

class PictureRow;
class StudioModel;
class TextLabel;

class InputSection : public Section {
    Q_OBJECT

public:
    explicit InputSection(StudioModel& model, QWidget* parent = nullptr);

Q_SIGNALS:
    void pictureWanted(); // from a file
    void workWanted();    // the one that is there, on the canvas

private:
    void refresh();

    StudioModel& m_model;
    TextLabel* m_size;
    PictureRow* m_picture;
};

} // namespace genserve::ui
