// The products and attentions of a FLUX.1-dev step alone: what no program in bf16 can leave out.
#pragma once

#include <functional>

#include "subject.h"

namespace genserve::bench {

// Runs them once, in a step's order, with the subject's weights on rows like a step's. Borrows the subject, which must
// not be quantised.
std::function<void()> stepsFloor(const Subject& subject);

} // namespace genserve::bench
