// Mode first, then the models that can run it.
#pragma once

#include <QWidget>

class QComboBox;

namespace genserve::ui {

class SegmentedChoice;
class StudioModel;

// The choice of mode; stands in the title row of the prompt dock.
class ModeChoice : public QWidget {
    Q_OBJECT

public:
    explicit ModeChoice(StudioModel& model, QWidget* parent = nullptr);

private:
    void refresh();

    StudioModel& m_model;
    SegmentedChoice* m_choice;
};

class ModelBox : public QWidget {
    Q_OBJECT

public:
    explicit ModelBox(StudioModel& model, QWidget* parent = nullptr);

private:
    void refresh();

    StudioModel& m_model;
    QComboBox* m_box;
};

} // namespace genserve::ui
