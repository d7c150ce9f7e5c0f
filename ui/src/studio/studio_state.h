// What the studio page edits: plain data, kept between starts.
#pragma once

#include <QSize>
#include <QString>

#include "base/generation.h"

namespace genserve::ui {

struct StudioState {
    GenerationRequest request; // without pictures; prompt as typed, choices and all
    QSize shape{1, 1};         // of the new picture; its sides' ratio
    double megapixels = 1.05;
    bool isSeedKept = false; // else each run draws a new one
    int count = 1;           // pictures a run
};

} // namespace genserve::ui
