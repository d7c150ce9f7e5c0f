// Under "does not fit the memory": a button for each thing that would.
#pragma once

#include <QWidget>

#include "ui/world.h"

namespace genserve::ui {

class StudioModel;
class TextButton;

class RemedyRow : public QWidget {
    Q_OBJECT

public:
    // program may be absent.
    RemedyRow(StudioModel& model, Program* program, QWidget* parent = nullptr);

    // Hidden where there is nothing to press.
    void show(const RequestFit& fit);

private:
    void retranslate();

    StudioModel& m_model;
    Program* m_program;
    TextButton* m_smaller;
    TextButton* m_float8;
    TextButton* m_masked;
    QSize m_size;
};

} // namespace genserve::ui
