// Where "only masked" works, and at what size.
#pragma once

#include "imaging/repaint.h"

namespace genserve::imaging {

struct WorkArea {
    Repaint::Box box;          // in the prepared picture
    int width = 0, height = 0; // the size that the networks see it in
};

// The rule is in imaging/repaint.h. needed lies in the picture and is not empty.
WorkArea planWorkArea(const Repaint::Box& needed, int pictureWidth, int pictureHeight, int workPixels, int grid);

} // namespace genserve::imaging
