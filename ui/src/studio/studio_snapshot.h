// The whole studio at one moment, to come back to it.
#pragma once

#include <QImage>

#include "studio_state.h"

namespace genserve::ui {

struct StudioSnapshot {
    StudioState state;
    QImage input, inputAlpha, control; // null = none
    QImage mask;                       // its own pixels, so that drawing on does not copy the mask
};

} // namespace genserve::ui
