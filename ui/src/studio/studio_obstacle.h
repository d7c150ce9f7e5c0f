// Why nothing can be made now.
#pragma once

#include <QString>

namespace genserve::ui {

class StudioModel;

// In a sentence; empty = it can.
QString obstacleOf(const StudioModel& model);

} // namespace genserve::ui
