#include "controlnet_cache.h"

#include <algorithm>
#include <string>
#include <utility>

#include "component_configs.h"

namespace genserve::pipeline {
namespace {

Expected<std::unique_ptr<models::FluxControlNetModel>> loadNet(const weights::Checkpoint& checkpoint,
                                                               const std::filesystem::path& configFile,
                                                               const weights::LoadOptions& loading)
{
    const auto config = readConfig<models::ControlNetConfig>(configFile, checkpoint);
    if (!config) {
        return tl::unexpected(config.error());
    }
    weights::Parameters parameters;
    auto net = std::make_unique<models::FluxControlNetModel>(*config, parameters);
    if (auto read = weights::load(parameters, checkpoint, loading); !read) {
        return tl::unexpected(read.error());
    }
    return net;
}

Expected<void> checkMode(const models::ControlNetConfig& config, const ControlNetUse& use, const std::string& field)
{
    if (!config.isUnion()) {
        return {};
    }
    const std::string range = "0 to " + std::to_string(config.num_mode - 1);
    if (!use.mode) {
        return tl::unexpected(requestError({{field, use.id + " is a union net and needs one of its modes, " + range}}));
    }
    if (*use.mode < 0 || *use.mode >= config.num_mode) {
        return tl::unexpected(requestError({{field, std::to_string(*use.mode) + " is not in " + range}}));
    }
    return {};
}

Expected<void> checkFit(const models::ControlNetConfig& config, const ControlNetUse& use, const ControlNetFit& fit)
{
    const auto& trunk = config.trunk;
    const auto differ = [&](const char* what, std::int64_t net, std::int64_t model) {
        return failure(ErrorCode::UnsupportedFormat,
                       std::string("the ControlNet does not fit the model: ") + what + " (" + std::to_string(net)
                           + " and " + std::to_string(model) + ")",
                       use.location.string());
    };
    if (trunk.in_channels != fit.in_channels) {
        return differ("other latents", trunk.in_channels, fit.in_channels);
    }
    if (trunk.innerDim() != fit.inner_dim) {
        return differ("another width", trunk.innerDim(), fit.inner_dim);
    }
    if (trunk.joint_attention_dim != fit.joint_attention_dim) {
        return differ("another T5 encoder", trunk.joint_attention_dim, fit.joint_attention_dim);
    }
    if (trunk.pooled_projection_dim != fit.pooled_projection_dim) {
        return differ("another CLIP encoder", trunk.pooled_projection_dim, fit.pooled_projection_dim);
    }
    if (config.seesPixels() && config.hintScale() != fit.grid) {
        return differ("another number of pixels a token", config.hintScale(), fit.grid);
    }
    return {};
}

} // namespace

Expected<void> ControlNetCache::hold(const std::filesystem::path& location, const weights::LoadOptions& loading)
{
    std::filesystem::path config;
    const auto checkpoint = openControlNet(location, config);
    if (!checkpoint) {
        return tl::unexpected(checkpoint.error());
    }
    const auto held = std::ranges::find(m_entries, location, &Entry::location);
    if (held != m_entries.end()) {
        if (held->stamps == checkpoint->stamps) {
            return {};
        }
        m_entries.erase(held); // before its successor takes memory
    }
    auto net = loadNet(*checkpoint, config, loading);
    if (!net) {
        return tl::unexpected(net.error());
    }
    m_entries.push_back({location, checkpoint->stamps, std::move(*net)});
    return {};
}

Expected<ControlNetCache::Nets> ControlNetCache::take(const std::vector<ControlNetUse>& uses,
                                                      const PipelineOptions& options, const ProgressSink& progress,
                                                      const std::stop_token& stop)
{
    std::erase_if(m_entries, [&](const Entry& entry) {
        return std::ranges::none_of(uses, [&](const auto& use) { return use.location == entry.location; });
    });
    const weights::LoadOptions loading{options.dtype, options.device, stop, [&](std::int64_t done, std::int64_t all) {
                                           constexpr int Percent = 100;
                                           if (progress && all > 0) {
                                               progress({Stage::Load, static_cast<int>(done * Percent / all), Percent});
                                           }
                                       }};
    for (const auto& use : uses) {
        if (auto held = hold(use.location, loading); !held) {
            return tl::unexpected(held.error());
        }
    }
    Nets nets;
    for (const auto& use : uses) {
        nets.push_back(std::ranges::find(m_entries, use.location, &Entry::location)->net.get());
    }
    return nets;
}

Expected<void> checkControlNets(const ControlNetCache::Nets& nets, const std::vector<ControlNetUse>& uses,
                                const ControlNetFit& fit)
{
    for (std::size_t i = 0; i < nets.size(); ++i) {
        const auto& config = nets[i]->config();
        const std::string field = "controlnets[" + std::to_string(i) + "]";
        if (auto fits = checkFit(config, uses[i], fit); !fits) {
            return fits;
        }
        if (auto known = checkMode(config, uses[i], field + ".mode"); !known) {
            return known;
        }
        if (config.seesPixels() != nets.front()->config().seesPixels()) {
            return tl::unexpected(
                requestError({{field, uses[i].id + " can't be combined with " + uses.front().id
                                          + ": one adds its blocks' output in turns (XLabs), the other spreads it"}}));
        }
    }
    return {};
}

} // namespace genserve::pipeline
