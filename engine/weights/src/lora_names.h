// What a tensor of a LoRA file is for, by its name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "weights/lora_file.h"

namespace genserve::weights {

struct LoraKey {
    enum class Kind { Unknown, Down, Up, Bias, Alpha, Norm };
    enum class Order { AsStored, HalvesSwapped }; // BFL stores (shift, scale), diffusers (scale, shift)

    Kind kind = Kind::Unknown;
    LoraTarget target = LoraTarget::Transformer;
    std::vector<std::string> modules; // as in LoraLayer
    Order order = Order::AsStored;
    bool isKohya = false; // lora_down and lora_up rather than lora_A and lora_B
};

LoraKey parseLoraKey(std::string_view key);

// The kind of an adapter that is no LoRA, or no plain one, as its users call it ("DoRA", "LoKr"); empty for others.
std::string_view foreignAdapter(std::string_view key);

} // namespace genserve::weights
