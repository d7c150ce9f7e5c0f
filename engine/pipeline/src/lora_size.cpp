#include "lora_size.h"

#include <algorithm>
#include <array>

namespace genserve::pipeline {
namespace {

// Layers of a block whose input is as wide as the network.
bool takesWidth(std::string_view module)
{
    constexpr std::array<std::string_view, 15> Ends{".attn.to_q",
                                                    ".attn.to_k",
                                                    ".attn.to_v",
                                                    ".attn.to_out.0",
                                                    ".attn.add_q_proj",
                                                    ".proj_mlp",
                                                    ".norm.linear",
                                                    ".attn.add_k_proj",
                                                    ".norm1.linear",
                                                    ".attn.add_v_proj",
                                                    ".ff.net.0.proj",
                                                    ".norm1_context.linear",
                                                    ".ff_context.net.0.proj",
                                                    ".attn.to_add_out",
                                                    "norm_out.linear"};
    return std::ranges::any_of(Ends, [&](std::string_view end) { return module.ends_with(end); });
}

void add(const weights::LoraLayer& layer, NetworkSize& size)
{
    const auto in = layer.down.shape.size() > 1 ? layer.down.shape[1] : 0;
    const auto out = layer.up.shape.empty() ? 0 : layer.up.shape[0];
    const std::string_view module = layer.modules.empty() ? std::string_view() : layer.modules.front();
    if (module == "x_embedder") {
        size.inputs = in;
        size.width = out;
    } else if (module == "proj_out") {
        size.outputs = out;
        size.width = in;
    } else if (module == "context_embedder") {
        size.textWidth = in;
    } else if (module == "time_text_embed.text_embedder.linear_1") {
        size.pooledWidth = in;
    } else if (takesWidth(module)) {
        size.width = in;
    }
}

} // namespace

NetworkSize loraSize(const weights::LoraFile& lora)
{
    NetworkSize size;
    for (const auto& layer : lora.layers) {
        if (layer.target == weights::LoraTarget::Transformer) {
            add(layer, size);
        }
    }
    return size;
}

std::string loraFormat(const weights::Checkpoint& stored)
{
    for (const auto& [name, tensor] : stored.tensors) {
        if (name.starts_with("lora_unet_") || name.starts_with("lora_te")) {
            return "kohya";
        }
        if (name.find(".processor.") != std::string::npos) {
            return "xlabs";
        }
        if (name.find("double_blocks.") != std::string::npos || name.find("single_blocks.") != std::string::npos) {
            return "bfl";
        }
    }
    return "diffusers";
}

} // namespace genserve::pipeline
