#include "pipeline/model_size.h"

#include <algorithm>
#include <map>

#include "component_configs.h"
#include "models/autoencoder.h"
#include "models/clip_text.h"
#include "models/flux_transformer.h"
#include "models/t5_encoder.h"
#include "pipeline/random_model.h"
#include "transformer_units.h"

namespace genserve::pipeline {
namespace {

template <class Network, class Config>
weights::Parameters declared(const Config& config)
{
    weights::Parameters parameters;
    const Network network(config, parameters);
    return parameters;
}

std::int64_t elementsOf(const weights::Parameter& parameter)
{
    std::int64_t elements = 0;
    for (const auto& shape : parameter.shapes) {
        std::int64_t part = 1;
        for (const std::int64_t dimension : shape) {
            part *= dimension;
        }
        elements += part;
    }
    return elements;
}

void addTransformer(const models::FluxTransformerConfig& config, ModelSize& size)
{
    size.doubleBlocks = config.num_layers;
    size.singleBlocks = config.num_single_layers;
    size.width = config.innerDim();
    size.textWidth = config.joint_attention_dim;
    const auto parameters = declared<models::FluxTransformer2DModel>(config);
    for (const auto& parameter : parameters.all()) {
        const auto unit = unitOf(parameter, static_cast<std::size_t>(config.num_layers));
        const bool isFirst = unit.block == 0 || unit.block == static_cast<std::size_t>(config.num_layers);
        if (unit.kind == UnitKind::Ends) {
            size.transformerEnds += elementsOf(parameter);
        } else if (isFirst) {
            const bool isDouble = unit.block < static_cast<std::size_t>(config.num_layers);
            std::int64_t& sum = unit.kind == UnitKind::Block
                                    ? (isDouble ? size.doubleBlock : size.singleBlock)
                                    : (isDouble ? size.doubleModulation : size.singleModulation);
            sum += elementsOf(parameter);
        }
    }
}

// The largest of what PromptEncoder reads at once: a layer, or the embedding.
std::int64_t largestLayer(const weights::Parameters& t5)
{
    constexpr std::string_view Scope = "encoder.block.";
    std::map<std::string, std::int64_t> parts;
    for (const auto& parameter : t5.all()) {
        const std::string& name = parameter.names.front();
        const bool isLayer = name.starts_with(Scope);
        parts[isLayer ? name.substr(0, name.find('.', Scope.size())) : name] += elementsOf(parameter);
    }
    return std::ranges::max_element(parts, {}, [](const auto& part) { return part.second; })->second;
}

// Networks: ComponentConfigs or ModelDimensions.
template <class Networks>
ModelSize sizeOf(const Networks& configs)
{
    ModelSize size;
    size.clip = declared<models::ClipTextModel>(configs.clip).elementCount();
    const auto t5 = declared<models::T5EncoderModel>(configs.t5);
    size.t5 = t5.elementCount();
    size.t5Layer = largestLayer(t5);
    size.vae = declared<models::AutoencoderKL>(configs.vae).elementCount();
    addTransformer(configs.transformer, size);
    size.grid = 2 * configs.vae.scaleFactor();
    size.latentChannels = configs.vae.latent_channels;
    size.vaeChannels = configs.vae.block_out_channels;
    size.vaeLayers = configs.vae.layers_per_block;
    return size;
}

} // namespace

Expected<ModelSize> modelSize(const ModelParts& parts)
{
    return readComponentConfigs(parts).map(sizeOf<ComponentConfigs>);
}

ModelSize fluxDevSize() { return sizeOf(ModelDimensions::fluxDev()); }

} // namespace genserve::pipeline
