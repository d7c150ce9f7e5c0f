// Which layers of the canvas are seen, and how.
#pragma once

#include "../canvas/mask_overlay.h"

namespace genserve::ui {

struct LayerLook {
    bool isShown = true;
    double opacity = 1; // 0..1

    [[nodiscard]] double seen() const { return isShown ? opacity : 0; }
};

// Which layers are on the canvas now, whatever covers what is worked on.
struct LayersSeen {
    bool mask = false, result = false, control = false, picture = false;

    bool operator==(const LayersSeen& other) const = default;
};

struct LayerLooks {
    LayerLook picture;
    LayerLook control{false, 0.5};
    LayerLook result{false, 1};
    MaskLook mask;
};

} // namespace genserve::ui
