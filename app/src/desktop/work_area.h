// Where "only masked" would work, told before anything runs.
#pragma once

#include <QImage>
#include <QRect>

#include "base/generation.h"

namespace genserve::app {

// In px of the input picture; may reach into what outpainting adds to it. Costs milliseconds a megapixel.
QRect workAreaOf(const QImage& mask, const GenerationRequest& request, int nativeSize);

} // namespace genserve::app
