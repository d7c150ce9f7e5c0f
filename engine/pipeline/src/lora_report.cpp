#include "pipeline/lora_report.h"

#include <algorithm>
#include <array>
#include <set>

#include "component_configs.h"
#include "lora_match.h"
#include "models/clip_text.h"
#include "models/flux_transformer.h"
#include "models/t5_encoder.h"
#include "one_line.h"

namespace genserve::pipeline {
namespace {

// "lora_unet_x" of "lora_unet_x.lora_down.weight": a layer's tensors have that in common.
std::string layerOf(const std::string& key)
{
    constexpr std::array<std::string_view, 7> Ends{".lora_", ".alpha", ".diff", ".down.", ".up.", ".scale", ".weight"};
    std::size_t end = key.size();
    for (const std::string_view word : Ends) {
        end = std::min(end, key.find(word));
    }
    return oneLine(key.substr(0, end));
}

// The layers of networks that hold no weights.
class DeclaredModel {
public:
    explicit DeclaredModel(const ComponentConfigs& configs)
        : m_clip(configs.clip, m_clipParameters),
          m_t5(configs.t5, m_t5Parameters),
          m_transformer(configs.transformer, m_transformerParameters)
    {
        m_sites.add(weights::LoraTarget::ClipText, m_clipParameters);
        m_sites.add(weights::LoraTarget::T5Encoder, m_t5Parameters);
        m_sites.add(weights::LoraTarget::Transformer, m_transformerParameters);
    }
    [[nodiscard]] const LoraSites& sites() const { return m_sites; }

private:
    weights::Parameters m_clipParameters, m_t5Parameters, m_transformerParameters;
    models::ClipTextModel m_clip;
    models::T5EncoderModel m_t5;
    models::FluxTransformer2DModel m_transformer;
    LoraSites m_sites;
};

LoraReport reportOf(const MatchedLora& lora)
{
    const auto matched = [](const auto& places) {
        return static_cast<int>(std::ranges::count_if(places, [](const auto* place) { return place != nullptr; }));
    };
    std::set<std::string> missing;
    for (const std::string& key : lora.unmatched) {
        missing.insert(layerOf(key));
    }
    LoraReport report;
    report.matched = matched(lora.slots) + matched(lora.norms);
    report.missing.assign(missing.begin(), missing.end());
    report.layers = report.matched + static_cast<int>(missing.size());
    return report;
}

} // namespace

Expected<LoraReport> reportLora(const ModelParts& parts, const std::filesystem::path& file)
{
    const auto configs = readComponentConfigs(parts);
    if (!configs) {
        return tl::unexpected(configs.error());
    }
    const DeclaredModel model(*configs);
    const LoraUse use{{}, file, 1};
    constexpr bool HasControl = true; // whatever the studio's mode is now
    return matchLora(model.sites(), use, HasControl).map(reportOf);
}

} // namespace genserve::pipeline
