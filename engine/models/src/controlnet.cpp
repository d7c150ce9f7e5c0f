#include "models/controlnet.h"
#include "flux_trunk.h"

#include <array>

#include <ATen/ATen.h>

namespace genserve::models {
namespace {

constexpr std::int64_t HintChannels = 16; // FluxControlNetModel: block_out_channels=(16, 16, 16, 16)

void declareAll(std::vector<Linear>& blocks, std::int64_t count, weights::Parameters& parameters,
                const std::string& scope, std::int64_t dim)
{
    blocks.resize(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        blocks[i].declare(parameters, scope + std::to_string(i), dim, dim);
    }
}

// [1, C, H, W] -> [H/p * W/p, C * p * p], channel = c * p * p + dy * p + dx.
at::Tensor patches(const at::Tensor& x, std::int64_t patch)
{
    const std::int64_t rows = x.size(2) / patch;
    const std::int64_t columns = x.size(3) / patch;
    return x.reshape({x.size(1), rows, patch, columns, patch})
        .permute({1, 3, 0, 2, 4})
        .reshape({rows * columns, x.size(1) * patch * patch});
}

// ControlNetConditioningEmbedding: pixels to an eighth of their size.
struct HintBlock {
    Conv2d conv_in, conv_out;
    std::array<Conv2d, 6> blocks; // in pairs, the second of each halves the size

    void declare(weights::Parameters& parameters, const std::string& scope, std::int64_t channels)
    {
        conv_in.declare(parameters, scope + "conv_in", 3, HintChannels, 3);
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            blocks[i].declare(parameters, scope + "blocks." + std::to_string(i), HintChannels, HintChannels, 3);
        }
        conv_out.declare(parameters, scope + "conv_out", HintChannels, channels, 3);
    }
    [[nodiscard]] at::Tensor forward(const at::Tensor& pixels) const
    {
        at::Tensor embedding = at::silu(conv_in.forward(pixels));
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            embedding = at::silu(blocks[i].forward(embedding, i % 2 == 1 ? 2 : 1));
        }
        return conv_out.forward(embedding);
    }
};

} // namespace

struct FluxControlNetModel::Layers {
    FluxTrunk trunk;
    std::vector<Linear> controlnet_blocks, controlnet_single_blocks;
    at::Tensor controlnet_mode_embedder; // [num_mode, C]
    HintBlock input_hint_block;
    Linear controlnet_x_embedder;
};

FluxControlNetModel::FluxControlNetModel(const ControlNetConfig& config, weights::Parameters& parameters)
    : m_config(config), m_layers(std::make_unique<Layers>())
{
    const std::int64_t dim = config.trunk.innerDim();
    m_layers->trunk.declare(parameters, config.trunk);
    declareAll(m_layers->controlnet_blocks, config.trunk.num_layers, parameters, "controlnet_blocks.", dim);
    declareAll(m_layers->controlnet_single_blocks, config.trunk.num_single_layers, parameters,
               "controlnet_single_blocks.", dim);
    if (config.isUnion()) {
        parameters.add("controlnet_mode_embedder.weight", {config.num_mode, dim}, m_layers->controlnet_mode_embedder);
    }
    if (config.seesPixels()) {
        m_layers->input_hint_block.declare(parameters, "input_hint_block.", config.conditioning_embedding_channels);
    }
    m_layers->controlnet_x_embedder.declare(parameters, "controlnet_x_embedder", config.trunk.in_channels, dim);
}

FluxControlNetModel::~FluxControlNetModel() = default;

ControlNetConditions FluxControlNetModel::prepare(const ControlNetInputs& inputs) const
{
    const FluxTrunk& trunk = m_layers->trunk;
    ControlNetConditions conditions;
    at::Tensor encoder_hidden_states = trunk.context_embedder.forward(inputs.encoder_hidden_states);
    at::Tensor txt_ids = inputs.txt_ids;
    if (m_config.isUnion()) {
        TORCH_CHECK_INDEX(inputs.controlnet_mode >= 0 && inputs.controlnet_mode < m_config.num_mode,
                          "FluxControlNetModel: mode ", inputs.controlnet_mode, " of ", m_config.num_mode);
        const at::Tensor mode = m_layers->controlnet_mode_embedder.narrow(0, inputs.controlnet_mode, 1);
        encoder_hidden_states = at::cat({mode, encoder_hidden_states});
        txt_ids = at::cat({txt_ids.narrow(0, 0, 1), txt_ids});
    }
    conditions.flux.encoder_hidden_states = encoder_hidden_states;
    rotaryTables(at::cat({txt_ids, inputs.img_ids}), m_config.trunk.axes_dims_rope, conditions.flux.cos,
                 conditions.flux.sin);
    const at::Tensor temb = trunk.timeTextEmbed(inputs.timesteps, inputs.guidance, inputs.pooled_projections,
                                                m_config.trunk.guidance_embeds);
    trunk.appendModulations(at::silu(temb), conditions.flux.modulations);
    const at::Tensor tokens =
        m_config.seesPixels() ? patches(m_layers->input_hint_block.forward(inputs.controlnet_cond), m_config.patch_size)
                              : inputs.controlnet_cond;
    keepOwnTokens(conditions.flux, inputs.member, m_config.trunk, inputs.img_ids.size(0));
    conditions.controlnet_cond = m_layers->controlnet_x_embedder.forward(ownImage(tokens, conditions.flux));
    return conditions;
}

ControlResiduals FluxControlNetModel::forward(const at::Tensor& hidden_states, const ControlNetConditions& conditions,
                                              std::int64_t step, double conditioning_scale) const
{
    const FluxTrunk& trunk = m_layers->trunk;
    const at::Tensor own = ownImage(hidden_states, conditions.flux);
    const at::Tensor joint = FluxTrunk::newJoint(conditions.flux, own.size(0));
    at::Tensor image = joint.narrow(0, conditions.flux.encoder_hidden_states.size(0), own.size(0));
    trunk.x_embedder.forwardTo(image, own);
    image.add_(conditions.controlnet_cond);

    ControlResiduals residuals;
    residuals.repeats = m_config.seesPixels(); // controlnet_blocks_repeat of FluxControlNetPipeline
    const auto keep = [conditioning_scale](std::vector<at::Tensor>& samples, const std::vector<Linear>& blocks) {
        return [&samples, &blocks, conditioning_scale](std::size_t index, const at::Tensor& sample) {
            samples.push_back(blocks[index].forward(sample).mul_(conditioning_scale));
        };
    };
    trunk.run(joint, conditions.flux, step, m_config.trunk, keep(residuals.block, m_layers->controlnet_blocks),
              keep(residuals.single, m_layers->controlnet_single_blocks));
    return residuals;
}

} // namespace genserve::models
