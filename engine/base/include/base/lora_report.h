// How much of a LoRA's file belongs to a model.
#pragma once

#include <string>
#include <vector>

namespace genserve {

struct LoraReport {
    int layers = 0;                   // of the model that the file would change, and those that it has in vain
    int matched = 0;                  // of these, what the model has
    std::vector<std::string> missing; // names of the others as the file has them, without what ends a tensor's name
};

} // namespace genserve
