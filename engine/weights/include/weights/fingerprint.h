// Tells the weights of one component from those of another without reading them all.
#pragma once

#include <string>

#include "base/error.h"
#include "weights/checkpoint.h"

namespace genserve::weights {

// 64 hex digits: the SHA-256 of name, dtype and shape (without trailing ones) of every tensor in the order of names,
// each with 64 bytes from its middle. The same under every layout of the same tensors; a retrained or merged model of
// the same architecture differs. Reads one disk block a tensor.
Expected<std::string> fingerprint(const Checkpoint& checkpoint);

} // namespace genserve::weights
