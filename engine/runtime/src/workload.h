// A settled request as the forecast sees it.
#pragma once

#include "pipeline/resolved_request.h"
#include "runtime/forecast.h"

namespace genserve::runtime {

Workload workloadOf(const pipeline::ResolvedRequest& request, const ModelSize& size);

} // namespace genserve::runtime
