#include "models/autoencoder.h"
#include "layers.h"
#include "team_layers.h"
#include "tiled_layers.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include <ATen/ATen.h>

#include "kernels/group_norm.h"
#include "kernels/upsample_nearest.h"

namespace genserve::models {
namespace {

constexpr double NormEps = 1e-6;         // resnet_eps of every block in Encoder and Decoder
constexpr std::int64_t TilePixels = 256; // on each axis, without surroundings

struct GroupNorm {
    NormWeights weights;
    std::int64_t groups = 1;

    void declare(weights::Parameters& parameters, const std::string& scope, std::int64_t channels,
                 const AutoencoderConfig& config)
    {
        weights.declare(parameters, scope, channels, true);
        groups = config.norm_num_groups;
    }
    [[nodiscard]] at::Tensor forward(const at::Tensor& x) const
    {
        return kernels::groupNorm(x, groups, weights.weight, weights.bias, NormEps);
    }
    [[nodiscard]] at::Tensor forwardSilu(const at::Tensor& x) const
    {
        return kernels::groupNormSilu(x, groups, weights.weight, weights.bias, NormEps);
    }
    [[nodiscard]] TileStep siluStep() const { return {{}, {weights.weight, weights.bias, groups, NormEps}}; }
};

// A step of a 3 x 3 convolution of the map.
TileStep convStep(const Conv2d& conv)
{
    return {.run = [&conv](TileMaps& maps) { maps.x = conv.forward(maps.x); }, .norm = {}, .reach = 1};
}

struct ResnetBlock2D {
    GroupNorm norm1, norm2;
    Conv2d conv1, conv2, conv_shortcut;
    bool hasShortcut = false;

    void declare(weights::Parameters& parameters, const std::string& scope, std::int64_t in, std::int64_t out,
                 const AutoencoderConfig& config)
    {
        norm1.declare(parameters, scope + "norm1", in, config);
        conv1.declare(parameters, scope + "conv1", in, out, 3);
        norm2.declare(parameters, scope + "norm2", out, config);
        conv2.declare(parameters, scope + "conv2", out, out, 3);
        hasShortcut = in != out;
        if (hasShortcut) {
            conv_shortcut.declare(parameters, scope + "conv_shortcut", in, out, 1);
        }
    }
    [[nodiscard]] at::Tensor forward(const at::Tensor& input) const
    {
        at::Tensor hidden_states = conv1.forward(norm1.forwardSilu(input));
        hidden_states = conv2.forward(norm2.forwardSilu(hidden_states));
        return hidden_states.add_(hasShortcut ? conv_shortcut.forward(input, 1, 0) : input);
    }
    void addSteps(std::vector<TileStep>& steps) const
    {
        const auto fork = [this](TileMaps& maps) {
            maps.skip = hasShortcut ? conv_shortcut.forward(maps.x, 1, 0) : maps.x;
        };
        steps.push_back({.run = fork, .norm = {}});
        steps.push_back(norm1.siluStep());
        steps.push_back(convStep(conv1));
        steps.push_back(norm2.siluStep());
        steps.push_back(convStep(conv2));
        steps.push_back({.run = [](TileMaps& maps) { maps.x = maps.x.add_(maps.skip); }, .norm = {}});
    }
};

// The order of the numbers in which convolutions and norms are fastest: on GPUs, the channels of a cell together.
at::Tensor inFastFormat(const at::Tensor& map)
{
    return map.is_cuda() ? map.contiguous(at::MemoryFormat::ChannelsLast) : map;
}

// Attention of the middle block: one head over all cells.
struct MidAttention {
    GroupNorm group_norm;
    Linear to_q, to_k, to_v, to_out;

    void declare(weights::Parameters& parameters, const std::string& scope, std::int64_t channels,
                 const AutoencoderConfig& config)
    {
        group_norm.declare(parameters, scope + "group_norm", channels, config);
        to_q.declare(parameters, scope + "to_q", channels, channels);
        to_k.declare(parameters, scope + "to_k", channels, channels);
        to_v.declare(parameters, scope + "to_v", channels, channels);
        to_out.declare(parameters, scope + "to_out.0", channels, channels);
    }
    // Some rows of the result.
    [[nodiscard]] at::Tensor forward(const at::Tensor& x, const kernels::Share& rows) const
    {
        const at::Tensor cells = group_norm.forward(x).flatten(2).squeeze(0).t().contiguous(); // [h * w, C]
        const at::Tensor asking = cells.narrow(0, rows.first * x.size(3), rows.count * x.size(3));
        const auto head = [](const at::Tensor& t) { return t.unsqueeze(0).unsqueeze(0); }; // [1, 1, cells, C]
        const at::Tensor attended = at::scaled_dot_product_attention(
            head(to_q.forward(asking)), head(to_k.forward(cells)), head(to_v.forward(cells)));
        const at::Tensor own = x.narrow(2, rows.first, rows.count);
        return own + to_out.forward(attended.squeeze(0).squeeze(0)).t().reshape(own.sizes());
    }
};

struct MidBlock {
    ResnetBlock2D resnet0, resnet1;
    MidAttention attention;
    bool hasAttention = true;

    void declare(weights::Parameters& parameters, const std::string& scope, std::int64_t channels,
                 const AutoencoderConfig& config)
    {
        resnet0.declare(parameters, scope + "resnets.0.", channels, channels, config);
        hasAttention = config.mid_block_add_attention;
        if (hasAttention) {
            attention.declare(parameters, scope + "attentions.0.", channels, config);
        }
        resnet1.declare(parameters, scope + "resnets.1.", channels, channels, config);
    }
    [[nodiscard]] at::Tensor forward(const at::Tensor& x) const
    {
        return resnet1.forward(forwardToAttention(x, {0, x.size(2)}));
    }
    // Some rows of the map before the second resnet.
    [[nodiscard]] at::Tensor forwardToAttention(const at::Tensor& x, const kernels::Share& rows) const
    {
        const at::Tensor hidden_states = resnet0.forward(x);
        return hasAttention ? attention.forward(hidden_states, rows) : hidden_states.narrow(2, rows.first, rows.count);
    }
};

// A DownEncoderBlock2D or UpDecoderBlock2D: resnets, then a sampler in all but the last block.
struct SamplingBlock {
    std::vector<ResnetBlock2D> resnets;
    Conv2d sampler;
    bool hasSampler = false;

    void declare(weights::Parameters& parameters, const std::string& scope, const std::string& samplerName,
                 std::int64_t in, std::int64_t out, std::int64_t layers, bool samples, const AutoencoderConfig& config)
    {
        resnets.resize(static_cast<std::size_t>(layers));
        for (std::size_t i = 0; i < resnets.size(); ++i) {
            resnets[i].declare(parameters, scope + "resnets." + std::to_string(i) + ".", i == 0 ? in : out, out,
                               config);
        }
        hasSampler = samples;
        if (hasSampler) {
            sampler.declare(parameters, scope + samplerName + ".0.conv", out, out, 3);
        }
    }
    [[nodiscard]] at::Tensor forwardResnets(at::Tensor x) const
    {
        for (const auto& resnet : resnets) {
            x = resnet.forward(x);
        }
        return x;
    }
    [[nodiscard]] at::Tensor forwardDown(const at::Tensor& x) const
    {
        const at::Tensor hidden_states = forwardResnets(x);
        return hasSampler ? sampleDown(hidden_states) : hidden_states;
    }
    [[nodiscard]] at::Tensor forwardUp(const at::Tensor& x) const
    {
        const at::Tensor hidden_states = forwardResnets(x);
        return hasSampler ? sampleUp(hidden_states) : hidden_states;
    }
    // Downsample2D pads right and bottom only.
    [[nodiscard]] at::Tensor sampleDown(const at::Tensor& x) const
    {
        return sampler.forward(at::constant_pad_nd(x, {0, 1, 0, 1}), 2, 0);
    }
    [[nodiscard]] at::Tensor sampleUp(const at::Tensor& x) const
    {
        return sampler.forward(kernels::upsampleNearest2x(x));
    }
    void addResnetSteps(std::vector<TileStep>& steps) const
    {
        for (const auto& resnet : resnets) {
            resnet.addSteps(steps);
        }
    }
    void addDownStep(std::vector<TileStep>& steps) const
    {
        steps.push_back(
            {.run = [this](TileMaps& maps) { maps.x = sampleDown(maps.x); }, .norm = {}, .reach = 1, .scale = 0.5});
    }
    void addUpStep(std::vector<TileStep>& steps) const
    {
        steps.push_back(
            {.run = [this](TileMaps& maps) { maps.x = sampleUp(maps.x); }, .norm = {}, .reach = 1, .scale = 2});
    }
};

} // namespace

struct AutoencoderKL::Layers {
    struct Half {
        Conv2d conv_in, conv_out, quant;
        std::vector<SamplingBlock> blocks;
        MidBlock mid_block;
        GroupNorm conv_norm_out;
    };
    Half encoder, decoder;

    void declareEncoder(weights::Parameters& parameters, const AutoencoderConfig& config)
    {
        const auto& channels = config.block_out_channels;
        encoder.conv_in.declare(parameters, "encoder.conv_in", 3, channels.front(), 3);
        encoder.blocks.resize(channels.size());
        for (std::size_t i = 0; i < channels.size(); ++i) {
            encoder.blocks[i].declare(parameters, "encoder.down_blocks." + std::to_string(i) + ".", "downsamplers",
                                      channels[i == 0 ? 0 : i - 1], channels[i], config.layers_per_block,
                                      i + 1 < channels.size(), config);
        }
        encoder.mid_block.declare(parameters, "encoder.mid_block.", channels.back(), config);
        encoder.conv_norm_out.declare(parameters, "encoder.conv_norm_out", channels.back(), config);
        encoder.conv_out.declare(parameters, "encoder.conv_out", channels.back(), 2 * config.latent_channels, 3);
        if (config.use_quant_conv) {
            encoder.quant.declare(parameters, "quant_conv", 2 * config.latent_channels, 2 * config.latent_channels, 1);
        }
    }
    void declareDecoder(weights::Parameters& parameters, const AutoencoderConfig& config)
    {
        const std::vector<std::int64_t> channels(config.block_out_channels.rbegin(), config.block_out_channels.rend());
        if (config.use_post_quant_conv) {
            decoder.quant.declare(parameters, "post_quant_conv", config.latent_channels, config.latent_channels, 1);
        }
        decoder.conv_in.declare(parameters, "decoder.conv_in", config.latent_channels, channels.front(), 3);
        decoder.mid_block.declare(parameters, "decoder.mid_block.", channels.front(), config);
        decoder.blocks.resize(channels.size());
        for (std::size_t i = 0; i < channels.size(); ++i) {
            decoder.blocks[i].declare(parameters, "decoder.up_blocks." + std::to_string(i) + ".", "upsamplers",
                                      channels[i == 0 ? 0 : i - 1], channels[i], config.layers_per_block + 1,
                                      i + 1 < channels.size(), config);
        }
        decoder.conv_norm_out.declare(parameters, "decoder.conv_norm_out", channels.back(), config);
        decoder.conv_out.declare(parameters, "decoder.conv_out", channels.back(), 3, 3);
    }

    // What comes after the resnets of the decoder's block before `first`.
    [[nodiscard]] std::vector<TileStep> lastSteps(std::size_t first) const
    {
        std::vector<TileStep> steps;
        for (std::size_t i = first; i < decoder.blocks.size(); ++i) {
            if (i > 0) {
                decoder.blocks[i - 1].addUpStep(steps);
            }
            decoder.blocks[i].addResnetSteps(steps);
        }
        steps.push_back(decoder.conv_norm_out.siluStep());
        steps.push_back(convStep(decoder.conv_out));
        return steps;
    }
    // x: the decoder's first map, whole. Each member asks for its own rows in attention, which sees all, and has only
    // these from then on.
    [[nodiscard]] at::Tensor decodeInTeam(const at::Tensor& x, kernels::TeamMember& member) const
    {
        const auto rows = kernels::shareOf(x.size(2), member.rank(), member.size());
        std::vector<TileStep> steps;
        decoder.mid_block.resnet1.addSteps(steps);
        std::ranges::move(lastSteps(0), std::back_inserter(steps));
        return runInTeam(decoder.mid_block.forwardToAttention(x, rows), x.size(2), steps, member);
    }
};

AutoencoderKL::AutoencoderKL(const AutoencoderConfig& config, weights::Parameters& parameters)
    : m_config(config), m_layers(std::make_unique<Layers>())
{
    m_layers->declareEncoder(parameters, config);
    m_layers->declareDecoder(parameters, config);
}

AutoencoderKL::~AutoencoderKL() = default;

std::int64_t AutoencoderKL::levels() const { return static_cast<std::int64_t>(m_config.block_out_channels.size()); }

at::Tensor AutoencoderKL::encode(const at::Tensor& sample, int tiledLevels) const
{
    TORCH_CHECK(sample.dim() == 4 && sample.size(0) == 1 && sample.size(1) == 3
                    && sample.size(2) % m_config.scaleFactor() == 0 && sample.size(3) % m_config.scaleFactor() == 0,
                "AutoencoderKL::encode: [1, 3, H, W] with H and W multiples of ", m_config.scaleFactor(), ", got ",
                sample.sizes());
    const auto& encoder = m_layers->encoder;
    const auto tiled = static_cast<std::size_t>(std::min<std::int64_t>(tiledLevels, levels() - 1));
    at::Tensor x = inFastFormat(sample);
    if (tiled == 0) {
        x = encoder.conv_in.forward(x);
    } else {
        std::vector<TileStep> steps{convStep(encoder.conv_in)};
        for (std::size_t i = 0; i < tiled; ++i) {
            encoder.blocks[i].addResnetSteps(steps);
            encoder.blocks[i].addDownStep(steps);
        }
        x = runInTiles(x, steps, TilePixels >> tiled);
    }
    for (std::size_t i = tiled; i < encoder.blocks.size(); ++i) {
        x = encoder.blocks[i].forwardDown(x);
    }
    x = encoder.mid_block.forward(x);
    x = encoder.conv_out.forward(encoder.conv_norm_out.forwardSilu(x));
    return m_config.use_quant_conv ? encoder.quant.forward(x, 1, 0) : x;
}

at::Tensor AutoencoderKL::decode(const at::Tensor& z, int tiledLevels, kernels::TeamMember* member) const
{
    TORCH_CHECK(z.dim() == 4 && z.size(0) == 1 && z.size(1) == m_config.latent_channels, "AutoencoderKL::decode: [1, ",
                m_config.latent_channels, ", h, w], got ", z.sizes());
    const auto tiled = static_cast<std::size_t>(std::min<std::int64_t>(tiledLevels, levels() - 1));
    const bool isShared = member != nullptr && tiled == 0 && z.size(2) >= member->size();
    if (member != nullptr && !isShared && member->rank() > 0) {
        return {};
    }
    const auto& decoder = m_layers->decoder;
    at::Tensor x = inFastFormat(z);
    x = decoder.conv_in.forward(m_config.use_post_quant_conv ? decoder.quant.forward(x, 1, 0) : x);
    if (isShared) {
        return m_layers->decodeInTeam(x, *member);
    }
    x = decoder.mid_block.forward(x);
    const std::size_t whole = decoder.blocks.size() - tiled; // blocks whose resnets see the whole map
    for (std::size_t i = 0; i < whole; ++i) {
        const auto& block = decoder.blocks[i];
        x = i + 1 == whole && tiled > 0 ? block.forwardResnets(x) : block.forwardUp(x);
    }
    return tiled == 0 ? decoder.conv_out.forward(decoder.conv_norm_out.forwardSilu(x))
                      : runInTiles(x, m_layers->lastSteps(whole), TilePixels);
}

} // namespace genserve::models
