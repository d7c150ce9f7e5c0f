#include "models/autoencoder_config.h"

#include <algorithm>
#include <string>

#include "models/config_reader.h"

namespace genserve::models {
namespace {

constexpr std::int64_t MaxChannels = 16384;
constexpr std::size_t MaxBlocks = 8;

void requireEach(ConfigReader& reader, const char* field, const std::string& kind, std::size_t blocks)
{
    const auto types = reader.words(field, std::vector<std::string>(blocks, kind));
    if (types.size() != blocks || std::any_of(types.begin(), types.end(), [&](const auto& t) { return t != kind; })) {
        reader.fault(field, "must be " + std::to_string(blocks) + " times " + kind);
    }
}

} // namespace

Expected<AutoencoderConfig> AutoencoderConfig::fromFile(const std::filesystem::path& configJson)
{
    auto reader = ConfigReader::open(configJson);
    if (!reader) {
        return tl::unexpected(reader.error());
    }
    AutoencoderConfig config;
    const std::string className = reader->word("_class_name", "AutoencoderKL");
    if (className != "AutoencoderKL") {
        reader->fault("_class_name", "is " + className + ", expected AutoencoderKL");
    }
    reader->integer("in_channels", 3, 3, 3);
    reader->integer("out_channels", 3, 3, 3);
    if (reader->word("act_fn", "silu") != "silu") {
        reader->fault("act_fn", "must be silu");
    }
    config.block_out_channels = reader->integers("block_out_channels", {64}, 1, MaxChannels);
    config.layers_per_block = reader->integer("layers_per_block", 1, 1, 32);
    config.latent_channels = reader->integer("latent_channels", 4, 1, 1024);
    config.norm_num_groups = reader->integer("norm_num_groups", 32, 1, MaxChannels);
    config.scaling_factor = reader->number("scaling_factor", 0.18215, 1e-6, 1e6);
    config.shift_factor = reader->number("shift_factor", 0, -1e6, 1e6);
    config.use_quant_conv = reader->boolean("use_quant_conv", true);
    config.use_post_quant_conv = reader->boolean("use_post_quant_conv", true);
    config.mid_block_add_attention = reader->boolean("mid_block_add_attention", true);
    if (config.block_out_channels.size() > MaxBlocks) {
        reader->fault("block_out_channels", "must have at most 8 entries");
    }
    for (const auto channels : config.block_out_channels) {
        if (channels % config.norm_num_groups != 0) {
            reader->fault("block_out_channels", "must be multiples of norm_num_groups");
        }
    }
    requireEach(*reader, "down_block_types", "DownEncoderBlock2D", config.block_out_channels.size());
    requireEach(*reader, "up_block_types", "UpDecoderBlock2D", config.block_out_channels.size());
    if (auto result = reader->result(); !result) {
        return tl::unexpected(result.error());
    }
    return config;
}

Expected<AutoencoderConfig> AutoencoderConfig::fromCheckpoint(const weights::Checkpoint& checkpoint)
{
    AutoencoderConfig config;
    config.block_out_channels.clear();
    const auto shapeOf = [&](const std::string& name) -> std::vector<std::int64_t> {
        const auto* tensor = checkpoint.find(name);
        return tensor == nullptr || tensor->shape.size() != 4 ? std::vector<std::int64_t>{} : tensor->shape;
    };
    for (std::size_t block = 0; block < MaxBlocks; ++block) {
        const auto shape = shapeOf("encoder.down_blocks." + std::to_string(block) + ".resnets.0.conv1.weight");
        if (shape.empty()) {
            break;
        }
        config.block_out_channels.push_back(shape[0]);
    }
    const auto conv = shapeOf("decoder.conv_in.weight");
    if (config.block_out_channels.empty() || conv.empty()) {
        return failure(ErrorCode::UnsupportedFormat, "not a FLUX autoencoder",
                       checkpoint.files.empty() ? "" : checkpoint.files.front().string());
    }
    config.latent_channels = conv[1];
    config.layers_per_block = 0;
    while (config.layers_per_block < 32
           && checkpoint.contains("encoder.down_blocks.0.resnets." + std::to_string(config.layers_per_block)
                                  + ".conv1.weight")) {
        ++config.layers_per_block;
    }
    config.scaling_factor = 0.3611;
    config.shift_factor = 0.1159;
    config.use_quant_conv = checkpoint.contains("quant_conv.weight");
    config.use_post_quant_conv = checkpoint.contains("post_quant_conv.weight");
    config.mid_block_add_attention = checkpoint.contains("encoder.mid_block.attentions.0.to_q.weight");
    for (const auto channels : config.block_out_channels) {
        if (channels % config.norm_num_groups != 0) {
            return failure(ErrorCode::UnsupportedFormat, "the autoencoder's channels are not multiples of 32",
                           checkpoint.files.front().string());
        }
    }
    return config;
}

} // namespace genserve::models
