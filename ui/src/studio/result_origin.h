// What a result was made from.
#pragma once

#include <optional>

#include <QColor>
#include <QImage>

#include "base/generation.h"

namespace genserve::ui {

// Both lie as the result does, where its picture was enlarged.
struct ResultOrigin {
    QImage before;
    QImage mask; // grey, black was to be kept; null = all of it was made anew
};

// Nothing where it was made of words alone. around: stands where `before` has no pixels. Growing a large mask takes
// longer than a frame: not for the GUI thread.
std::optional<ResultOrigin> originOf(const GenerationRequest& request, const QColor& around);

} // namespace genserve::ui
