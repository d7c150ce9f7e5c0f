// The options of `genserve generate` for LoRAs and ControlNets, which stand for a list of values each.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/generation.h"
#include "command_line.h"

namespace genserve::app {

// A --controlnet and what stood behind it. What it leaves open comes from the options for all.
struct ControlNetArgument {
    std::string id; // empty: the one that fits --control-type
    std::optional<double> scale, start, end;
    std::optional<int> mode;
    std::filesystem::path image; // empty: that of --control
};

// --lora NAME|PATH[:WEIGHT]; a tail behind ':' that is no number belongs to the name.
Option loraOption(std::vector<LoraChoice>& loras);

// --controlnet ID|PATH[:SCALE[:START:END]], and --control-mode and --controlnet-image for the one before them.
Option controlNetOption(std::vector<ControlNetArgument>& nets);
Option controlModeOption(std::vector<ControlNetArgument>& nets);
Option controlNetImageOption(std::vector<ControlNetArgument>& nets);

// --outpaint L,T,R,B
Option outpaintOption(std::optional<Outpaint>& growth);

// As the request holds them; their pictures are not read yet.
std::vector<ControlNetChoice> controlNetChoices(const std::vector<ControlNetArgument>& nets,
                                                const GenerationRequest& request);

} // namespace genserve::app
