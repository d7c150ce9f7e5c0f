#include "models/flux_transformer.h"
#include "flux_trunk.h"

#include <ATen/ATen.h>

#include "kernels/layer_norm_modulate.h"

namespace genserve::models {
namespace {

// Which residual belongs to a block: diffusers spreads n of them over all blocks, or repeats them (XLabs).
AfterBlock adding(const std::vector<at::Tensor>& residuals, std::size_t blocks, bool repeats)
{
    if (residuals.empty()) {
        return {};
    }
    const std::size_t interval = (blocks + residuals.size() - 1) / residuals.size();
    return [&residuals, interval, repeats](std::size_t index, const at::Tensor& image) {
        image.add_(residuals[repeats ? index % residuals.size() : index / interval]);
    };
}

} // namespace

struct FluxTransformer2DModel::Layers {
    FluxTrunk trunk;
    Linear norm_out; // AdaLayerNormContinuous: scale, shift
    Linear proj_out;
    WeightGate* blockGate = nullptr;
    WeightGate* modulationGate = nullptr;
};

FluxTransformer2DModel::FluxTransformer2DModel(const FluxTransformerConfig& config, weights::Parameters& parameters)
    : m_config(config), m_layers(std::make_unique<Layers>())
{
    const std::int64_t dim = config.innerDim();
    m_layers->trunk.declare(parameters, config);
    m_layers->norm_out.declare(parameters, "norm_out.linear", dim, 2 * dim);
    m_layers->proj_out.declare(parameters, "proj_out", dim, config.out_channels);
}

FluxTransformer2DModel::~FluxTransformer2DModel() = default;

void FluxTransformer2DModel::quantizeOnLoad(weights::Parameters& parameters)
{
    m_layers->trunk.quantizeOnLoad(parameters);
}

void FluxTransformer2DModel::setGates(WeightGate* blocks, WeightGate* modulations)
{
    m_layers->blockGate = blocks;
    m_layers->modulationGate = modulations;
}

FluxConditions FluxTransformer2DModel::prepare(const at::Tensor& encoder_hidden_states,
                                               const at::Tensor& pooled_projections, const at::Tensor& timesteps,
                                               double guidance, const at::Tensor& txt_ids, const at::Tensor& img_ids,
                                               kernels::TeamMember* member) const
{
    const FluxTrunk& trunk = m_layers->trunk;
    FluxConditions conditions;
    conditions.encoder_hidden_states = trunk.context_embedder.forward(encoder_hidden_states);
    rotaryTables(at::cat({txt_ids, img_ids}), m_config.axes_dims_rope, conditions.cos, conditions.sin);
    const at::Tensor temb = trunk.timeTextEmbed(timesteps, guidance, pooled_projections, m_config.guidance_embeds);
    const at::Tensor activated = at::silu(temb);
    trunk.appendModulations(activated, conditions.modulations, m_layers->modulationGate);
    conditions.modulations.push_back(m_layers->norm_out.forward(activated));
    keepOwnTokens(conditions, member, m_config, img_ids.size(0));
    return conditions;
}

at::Tensor FluxTransformer2DModel::forward(const at::Tensor& hidden_states, const FluxConditions& conditions,
                                           std::int64_t step, const ControlResiduals& residuals,
                                           FirstBlockCache* cache) const
{
    const FluxTrunk& trunk = m_layers->trunk;
    const std::int64_t dim = m_config.innerDim();
    const std::int64_t textTokens = conditions.encoder_hidden_states.size(0);
    const at::Tensor own = ownImage(hidden_states, conditions);
    const at::Tensor joint = FluxTrunk::newJoint(conditions, own.size(0));
    const at::Tensor image = joint.narrow(0, textTokens, own.size(0));
    trunk.x_embedder.forwardTo(image, own);
    trunk.run(joint, conditions, step, m_config,
              adding(residuals.block, trunk.transformer_blocks.size(), residuals.repeats),
              adding(residuals.single, trunk.single_transformer_blocks.size(), false), m_layers->blockGate, cache);
    const at::Tensor last = conditions.modulations.back().select(0, step); // (scale, shift), not (shift, scale)
    const at::Tensor normed =
        kernels::layerNormModulate(image, modulationChunk(last, 0, dim), modulationChunk(last, 1, dim), NormEps);
    const at::Tensor velocity = m_layers->proj_out.forward(normed);
    return conditions.team == nullptr ? velocity : conditions.team->gather(velocity);
}

} // namespace genserve::models
