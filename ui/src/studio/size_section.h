// The picture's shape and area.
#pragma once

#include <array>

#include "section.h"

class QLineEdit;

namespace genserve::ui {

class IconButton;
class ShapeButton;
class StudioModel;
class ValueSlider;

class SizeSection : public Section {
    Q_OBJECT

public:
    explicit SizeSection(StudioModel& model, QWidget* parent = nullptr);

private:
    void refresh();
    void turn();
    void takeTyped();
    [[nodiscard]] double megapixels() const;

    StudioModel& m_model;
    QLineEdit* m_size;
    IconButton* m_turn;
    std::array<ShapeButton*, 5> m_shapes{};
    ValueSlider* m_megapixels;
};

} // namespace genserve::ui
