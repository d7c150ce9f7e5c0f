#include "base/memory_plan.h"

namespace genserve {

std::string describe(const MemoryPlan& plan)
{
    std::string words;
    const auto add = [&words](const std::string& part) { words += (words.empty() ? "" : ", ") + part; };
    if (!plan.keepsTextEncoders) {
        add("text encoders on demand");
    }
    if (!plan.keepsModulations) {
        add("modulations on demand");
    }
    if (plan.streamedBlocks > 0) {
        add(std::to_string(plan.streamedBlocks) + (plan.streamedBlocks == 1 ? " block streamed" : " blocks streamed"));
    }
    if (plan.tiledLevels > 0) {
        add("pictures in tiles");
    }
    return words.empty() ? "resident" : words;
}

} // namespace genserve
