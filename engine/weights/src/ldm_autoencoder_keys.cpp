// Names of the latent diffusion autoencoder (black-forest-labs/flux, src/flux/modules/autoencoder.py) to those of
// diffusers; parallel to convert_ldm_vae_checkpoint @ diffusers 0.42.1.
#include "part_keys.h"

#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

namespace genserve::weights {

namespace {

constexpr std::array<std::string_view, 3> Marks{"decoder.conv_in.weight", "encoder.conv_in.weight",
                                                "encoder.down.0.block.0.conv1.weight"};
constexpr std::array<std::string_view, 3> DiffusersMarks{"decoder.conv_in.weight", "encoder.conv_in.weight",
                                                         "encoder.down_blocks.0.resnets.0.conv1.weight"};
constexpr int MaxLevels = 64;

using Words = std::vector<std::string_view>;

Words split(std::string_view name)
{
    Words words;
    while (true) {
        const auto dot = name.find('.');
        words.push_back(name.substr(0, dot));
        if (dot == std::string_view::npos) {
            return words;
        }
        name.remove_prefix(dot + 1);
    }
}

std::string join(const Words& words, std::size_t first)
{
    std::string text;
    for (std::size_t i = first; i < words.size(); ++i) {
        text.append(".").append(words[i]);
    }
    return text;
}

std::string resnetLayer(std::string_view layer)
{
    return layer == "nin_shortcut" ? "conv_shortcut" : std::string(layer);
}

std::string attentionLayer(std::string_view layer)
{
    if (layer == "q" || layer == "k" || layer == "v") {
        return "to_" + std::string(layer);
    }
    return layer == "proj_out" ? "to_out.0" : layer == "norm" ? "group_norm" : std::string(layer);
}

// mid.block_1.… or mid.attn_1.…
std::string middleName(const Words& words)
{
    if (words[2] == "attn_1") {
        return ".mid_block.attentions.0." + attentionLayer(words[3]) + join(words, 4);
    }
    const std::string_view index = words[2] == "block_1" ? "0" : words[2] == "block_2" ? "1" : "";
    return index.empty() ? ""
                         : ".mid_block.resnets." + std::string(index) + "." + resnetLayer(words[3]) + join(words, 4);
}

// down.0.block.1.… or down.0.downsample.conv.…, and the same with up, whose levels diffusers counts from the other end.
std::string levelName(const Words& words, int levels)
{
    int level = -1;
    const auto& digits = words[2];
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), level);
    if (fault != std::errc{} || end != digits.data() + digits.size() || level < 0 || level >= levels) {
        return {};
    }
    const bool isDown = words[1] == "down";
    const std::string blocks =
        (isDown ? ".down_blocks." : ".up_blocks.") + std::to_string(isDown ? level : levels - 1 - level);
    if (words[3] == "block" && words.size() > 5) {
        return blocks + ".resnets." + std::string(words[4]) + "." + resnetLayer(words[5]) + join(words, 6);
    }
    if (words[3] == (isDown ? "downsample" : "upsample")) {
        return blocks + (isDown ? ".downsamplers.0" : ".upsamplers.0") + join(words, 4);
    }
    return {};
}

// Empty for what is no tensor of the autoencoder.
std::string diffusersName(std::string_view name, int levels)
{
    const Words words = split(name);
    if (words[0] == "quant_conv" || words[0] == "post_quant_conv") {
        return std::string(name);
    }
    if ((words[0] != "encoder" && words[0] != "decoder") || words.size() < 3) {
        return {};
    }
    std::string rest;
    if (words[1] == "conv_in" || words[1] == "conv_out") {
        return std::string(name);
    }
    if (words[1] == "norm_out") {
        rest = ".conv_norm_out" + join(words, 2);
    } else if (words[1] == "mid" && words.size() > 4) {
        rest = middleName(words);
    } else if ((words[1] == "down" || words[1] == "up") && words.size() > 4) {
        rest = levelName(words, levels);
    }
    return rest.empty() ? "" : std::string(words[0]) + rest;
}

int levelsOf(const Checkpoint& file, const std::string& prefix)
{
    int levels = 0;
    while (levels < MaxLevels
           && file.contains(prefix + "encoder.down." + std::to_string(levels) + ".block.0.conv1.weight")) {
        ++levels;
    }
    return levels;
}

} // namespace

std::span<const std::string_view> ldmAutoencoderMarks() { return Marks; }

std::span<const std::string_view> diffusersAutoencoderMarks() { return DiffusersMarks; }

Expected<TensorTable> fromLdmAutoencoder(const Checkpoint& file, const std::string& prefix)
{
    const int levels = levelsOf(file, prefix);
    TensorTable table;
    for (auto place = file.tensors.lower_bound(prefix); place != file.tensors.end(); ++place) {
        if (!place->first.starts_with(prefix)) {
            break;
        }
        const std::string name = diffusersName(std::string_view(place->first).substr(prefix.size()), levels);
        if (name.empty()) {
            continue;
        }
        StoredTensor tensor = place->second;
        // The attention's linear layers are stored as 1x1 convolutions.
        while (name.find(".attentions.") != std::string::npos && tensor.shape.size() > 2 && tensor.shape.back() == 1) {
            tensor.shape.pop_back();
        }
        if (auto added = addTensor(file, table, name, std::move(tensor)); !added) {
            return tl::unexpected(std::move(added.error()));
        }
    }
    return table;
}

} // namespace genserve::weights
