// What the studio page edits: plain data, kept between starts.
#pragma once

#include <map>

#include <QSize>
#include <QString>

#include "base/generation.h"

namespace genserve::ui {

// Of the picture to be made.
struct PictureForm {
    QSize shape{1, 1}; // its sides' ratio
    double megapixels = 1.05;
};

struct StudioState {
    GenerationRequest request;         // without pictures; prompt as typed, choices and all
    PictureForm form;                  // in the mode in use
    std::map<Mode, PictureForm> forms; // in modes that were used before, as they were left
    bool isSeedKept = false;           // else each run draws a new one
    int count = 1;                     // pictures a run
};

} // namespace genserve::ui
