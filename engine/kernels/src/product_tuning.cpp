#include "kernels/product_tuning.h"
#include "on_cuda.h"

namespace genserve::kernels {

void setTuning(Tuning tuning) { on_cuda::setTuning(tuning); }

std::vector<TunedProduct> tunedProducts() { return on_cuda::tunedProducts(); }

} // namespace genserve::kernels
