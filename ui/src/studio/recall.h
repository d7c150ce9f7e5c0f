// Which of an earlier picture's settings come back into the studio.
#pragma once

#include "base/generation.h"
#include "studio_state.h"

namespace genserve::ui {

enum class RecallPart {
    All,   // with its seed and pictures
    Remix, // all but the seed
    Prompt,
    Seed,
    Size,
};

// Everything but the pictures. `request` as it was submitted.
void recallInto(StudioState& state, const GenerationRequest& request, RecallPart part);

// The next picture's: its shape and its area.
void takeSize(StudioState& state, const QSize& size);

} // namespace genserve::ui
