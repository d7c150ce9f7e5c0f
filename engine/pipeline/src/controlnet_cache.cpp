#include "controlnet_cache.h"

#include <algorithm>
#include <string>
#include <utility>

#include "component_configs.h"

namespace genserve::pipeline {
namespace {

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

Expected<void> checkPair(const models::ControlNetConfig& first, const models::ControlNetConfig& other,
                         const std::string& field)
{
    if (first.seesPixels() != other.seesPixels()) {
        return tl::unexpected(requestError(
            {{field, "can't be combined with the first: one kind (XLabs) sees the control picture's pixels and acts on "
                     "the model's blocks in turns, the other sees latents and is spread over them"}}));
    }
    return {};
}

} // namespace

// A net as its header and config describe it.
struct ControlNetCache::Opened {
    weights::Checkpoint checkpoint;
    models::ControlNetConfig config;
};

Expected<std::vector<ControlNetCache::Opened>> ControlNetCache::open(const std::vector<ControlNetUse>& uses,
                                                                     const ControlNetFit& fit)
{
    std::vector<Opened> opened;
    for (const auto& use : uses) {
        const std::string field = "controlnets[" + std::to_string(opened.size()) + "]";
        std::filesystem::path configFile;
        auto checkpoint = openControlNet(use.location, configFile);
        if (!checkpoint) {
            return tl::unexpected(checkpoint.error());
        }
        const auto config = readConfig<models::ControlNetConfig>(configFile, *checkpoint);
        if (!config) {
            return tl::unexpected(config.error());
        }
        opened.push_back({std::move(*checkpoint), *config});
        auto checked = checkFit(*config, use, fit)
                           .and_then([&] { return checkMode(*config, use, field + ".mode"); })
                           .and_then([&] { return checkPair(opened.front().config, *config, field); });
        if (!checked) {
            return tl::unexpected(checked.error());
        }
    }
    return opened;
}

Expected<void> ControlNetCache::hold(const std::filesystem::path& location, const Opened& opened,
                                     const weights::LoadOptions& loading)
{
    const auto held = std::ranges::find(m_entries, location, &Entry::location);
    if (held != m_entries.end()) {
        if (held->stamps == opened.checkpoint.stamps) {
            return {};
        }
        m_entries.erase(held); // before its successor takes memory
    }
    weights::Parameters parameters;
    auto net = std::make_unique<models::FluxControlNetModel>(opened.config, parameters);
    if (auto read = weights::load(parameters, opened.checkpoint, loading); !read) {
        return read;
    }
    m_entries.push_back({location, opened.checkpoint.stamps, std::move(net)});
    return {};
}

Expected<ControlNetCache::Nets> ControlNetCache::take(const std::vector<ControlNetUse>& uses, const ControlNetFit& fit,
                                                      const PipelineOptions& options, const ProgressSink& progress,
                                                      const std::stop_token& stop)
{
    const auto opened = open(uses, fit);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    std::erase_if(m_entries, [&](const Entry& entry) {
        return std::ranges::none_of(uses, [&](const auto& use) { return use.location == entry.location; });
    });
    const weights::LoadOptions loading{options.dtype, options.device, stop, [&](std::int64_t done, std::int64_t all) {
                                           constexpr int Percent = 100;
                                           if (progress && all > 0) {
                                               progress({Stage::Load, static_cast<int>(done * Percent / all), Percent});
                                           }
                                       }};
    for (std::size_t i = 0; i < uses.size(); ++i) {
        if (auto held = hold(uses[i].location, (*opened)[i], loading); !held) {
            return tl::unexpected(held.error());
        }
    }
    Nets nets;
    for (const auto& use : uses) {
        nets.push_back(std::ranges::find(m_entries, use.location, &Entry::location)->net.get());
    }
    return nets;
}

} // namespace genserve::pipeline
