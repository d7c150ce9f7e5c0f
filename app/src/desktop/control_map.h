// What a ControlNet would be given of a picture, made before anything runs.
#pragma once

#include <QImage>

#include "base/generation.h"

namespace genserve::app {

// As the engine prepares it: of the request's width x height (the picture's own where they are absent), fitted by its
// resize mode; with controlPreprocess its edges, white on black. Null of a null picture. Costs some 50 ms a megapixel.
QImage controlMapOf(const QImage& picture, const GenerationRequest& request);

} // namespace genserve::app
