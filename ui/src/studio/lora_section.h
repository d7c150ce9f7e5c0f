// The stack of LoRAs with their weights.
#pragma once

#include <QStringList>

#include "section.h"

namespace genserve::ui {

class IconButton;
class StudioModel;

// Hidden where no installed LoRA fits the model.
class LoraSection : public Section {
    Q_OBJECT

public:
    explicit LoraSection(StudioModel& model, QWidget* parent = nullptr);

private:
    void refresh();
    void rebuild();
    void choose();

    StudioModel& m_model;
    IconButton* m_add;
    QVBoxLayout* m_rows;
    QStringList m_shown;
};

} // namespace genserve::ui
