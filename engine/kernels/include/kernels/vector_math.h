// The vector functions of libtorch's CPU operators, made safe to call from several threads.
#pragma once

namespace genserve::kernels {

// MKL (2024.2, in libtorch 2.11) chooses the code of each vector function at its first call, and a first call from
// several threads at once can let one of them run the code of low accuracy: a picture then differs by one in some
// pixels from all later ones (pytorch/pytorch#188792). This makes the first calls, on the calling thread; to be called
// before the first operator on the CPU. Any thread; the first call takes below a millisecond, later ones nothing.
void settleVectorMath();

} // namespace genserve::kernels
