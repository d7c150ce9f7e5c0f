// Names of XLabs-AI/x-flux (src/flux/controlnet.py), which ComfyUI uses for every FLUX ControlNet, to those of
// diffusers' FluxControlNetModel. The blocks and embedders are named as in BFL's transformer files.
#include "part_keys.h"

#include <array>

namespace genserve::weights {

namespace {

constexpr std::array<std::string_view, 4> Marks{"pos_embed_input.weight", "controlnet_blocks.0.weight", "img_in.weight",
                                                "txt_in.weight"};
constexpr std::array<std::string_view, 4> DiffusersMarks{"controlnet_x_embedder.weight", "x_embedder.weight",
                                                         "context_embedder.weight",
                                                         "time_text_embed.text_embedder.linear_1.weight"};

// The convolutions of the hint block, a torch.nn.Sequential with an activation after each but the last.
constexpr std::array<std::string_view, 8> HintLayers{"conv_in",  "blocks.0", "blocks.1", "blocks.2",
                                                     "blocks.3", "blocks.4", "blocks.5", "conv_out"};

// "input_hint_block.4.weight" -> "input_hint_block.blocks.1.weight"; empty for what is no convolution.
std::string hintName(std::string_view name)
{
    constexpr std::string_view Block = "input_hint_block.";
    for (std::size_t i = 0; i < HintLayers.size(); ++i) {
        const std::string scope = std::string(Block) + std::to_string(2 * i) + ".";
        if (name.starts_with(scope)) {
            return std::string(Block) + std::string(HintLayers[i]) + "." + std::string(name.substr(scope.size()));
        }
    }
    return {};
}

// Empty for what a transformer has too.
std::string controlName(std::string_view name)
{
    constexpr std::string_view Input = "pos_embed_input.";
    if (name.starts_with(Input)) {
        return "controlnet_x_embedder." + std::string(name.substr(Input.size()));
    }
    return name.starts_with("controlnet_") ? std::string(name) : hintName(name);
}

} // namespace

std::span<const std::string_view> bflControlNetMarks() { return Marks; }

std::span<const std::string_view> diffusersControlNetMarks() { return DiffusersMarks; }

Expected<TensorTable> fromBflControlNet(const Checkpoint& file, const std::string& prefix)
{
    auto table = fromBflTransformer(file, prefix);
    for (auto place = file.tensors.lower_bound(prefix); table && place != file.tensors.end(); ++place) {
        if (!place->first.starts_with(prefix)) {
            break;
        }
        const auto renamed = controlName(std::string_view(place->first).substr(prefix.size()));
        if (renamed.empty()) {
            continue;
        }
        if (auto added = addTensor(file, *table, renamed, place->second); !added) {
            return tl::unexpected(std::move(added.error()));
        }
    }
    return table;
}

} // namespace genserve::weights
