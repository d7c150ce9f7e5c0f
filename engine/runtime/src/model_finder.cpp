#include "model_finder.h"

#include <utility>

#include "pipeline/model_size.h"
#include "pipeline/random_model.h"

namespace genserve::runtime {

ModelFinder::Asked ModelFinder::wordsOf(const GenerationRequest& request)
{
    const bool wantsControl = request.mode == Mode::ControlNet || request.controlImage || !request.controlNets.empty();
    Asked asked{request.modelId, request.mode, request.controlType, wantsControl, {}};
    for (const LoraChoice& lora : request.loras) {
        asked.adapters.push_back(lora.name);
    }
    for (const ControlNetChoice& net : request.controlNets) {
        asked.adapters.push_back(net.id);
    }
    return asked;
}

const pipeline::Catalogue& ModelFinder::catalogueFor(const GenerationRequest& request, bool isFresh)
{
    Asked words = wordsOf(request);
    if (!m_options.randomModel.empty()) {
        m_catalogue.models = {pipeline::randomModelEntry(m_options.randomModel, pipeline::ModelDimensions::fluxDev())};
    } else if (isFresh || m_asked != words) {
        const bool needsAdapters = words.wantsControl || !words.adapters.empty();
        m_catalogue = pipeline::scanCatalogue(m_options.modelFolders, needsAdapters ? pipeline::ScanScope::Everything
                                                                                    : pipeline::ScanScope::ModelsOnly);
        m_asked = std::move(words);
    }
    return m_catalogue;
}

Expected<FoundModel> ModelFinder::find(const GenerationRequest& request, bool isFresh)
{
    std::vector<std::string> warnings;
    const auto& installed = catalogueFor(request, isFresh);
    auto entry = pipeline::chooseModel(request, installed, warnings);
    if (!entry) {
        return tl::unexpected(entry.error());
    }
    auto resolved = pipeline::resolveRequest(request, *entry, installed);
    if (!resolved) {
        return tl::unexpected(resolved.error());
    }
    resolved->warnings.insert(resolved->warnings.begin(), warnings.begin(), warnings.end());
    const auto size = sizeOf(*entry);
    if (!size) {
        return tl::unexpected(size.error());
    }
    return FoundModel{std::move(*entry), std::move(*resolved), *size};
}

Expected<ModelSize> ModelFinder::sizeOf(const pipeline::CatalogueEntry& entry)
{
    const std::string key = entry.info.location.string() + ' ' + std::to_string(entry.info.bytes);
    if (const auto known = m_sizes.find(key); known != m_sizes.end()) {
        return known->second;
    }
    auto size = openParts(entry).and_then(pipeline::modelSize);
    if (size) {
        m_sizes.emplace(key, *size);
    }
    return size;
}

Expected<pipeline::CatalogueEntry> ModelFinder::resolve(std::string_view modelId) const
{
    const auto found = pipeline::scanCatalogue(m_options.modelFolders, pipeline::ScanScope::ModelsOnly);
    std::vector<std::string> warnings;
    return modelId.empty() ? pipeline::chooseModel({}, found, warnings) : pipeline::resolveModel(modelId, found);
}

Expected<pipeline::ModelParts> ModelFinder::openParts(const pipeline::CatalogueEntry& entry) const
{
    auto parts = m_options.randomModel.empty()
                     ? pipeline::openModel(entry.info.location, m_options.modelFolders)
                     : pipeline::randomModel(m_options.randomModel, pipeline::ModelDimensions::fluxDev());
    if (parts && !m_options.transformerOverride.empty()) {
        auto transformer = pipeline::openTransformer(m_options.transformerOverride, parts->transformerConfig);
        if (!transformer) {
            return tl::unexpected(transformer.error());
        }
        parts->transformer = std::move(*transformer);
    }
    if (parts && !m_options.vaeOverride.empty()) {
        auto vae = pipeline::openVae(m_options.vaeOverride, parts->vaeConfig);
        if (!vae) {
            return tl::unexpected(vae.error());
        }
        parts->vae = std::move(*vae);
    }
    return parts;
}

} // namespace genserve::runtime
