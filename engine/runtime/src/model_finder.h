// From the words of a request to the model that runs it: what is installed, looked up no oftener than needed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/generation.h"
#include "base/memory_plan.h"
#include "pipeline/catalogue.h"
#include "pipeline/resolved_request.h"
#include "runtime/engine.h"

namespace genserve::runtime {

// A model and a request with all values settled, which borrows the request's pictures.
struct FoundModel {
    pipeline::CatalogueEntry entry;
    pipeline::ResolvedRequest request;
    ModelSize size;
};

class ModelFinder {
public:
    // Borrows the options.
    explicit ModelFinder(const EngineOptions& options) : m_options(options) {}

    // isFresh: look at the folders again even if the request names what the last one named.
    Expected<FoundModel> find(const GenerationRequest& request, bool isFresh);

    // The model that the words stand for: an id, a folder, a file, or empty for the default one.
    Expected<pipeline::CatalogueEntry> resolve(std::string_view modelId) const;
    // With the parts that the options put in the place of the model's own.
    Expected<pipeline::ModelParts> openParts(const pipeline::CatalogueEntry& entry) const;

    // The next find() looks at the folders again.
    void forget() { m_asked.reset(); }

private:
    // The words of a request that say what of the installed things it uses; numbers and pictures don't.
    struct Asked {
        std::string model;
        Mode mode = Mode::TextToImage;
        std::optional<ControlType> control;
        bool wantsControl = false;
        std::vector<std::string> adapters;
        bool operator==(const Asked&) const = default;
    };
    static Asked wordsOf(const GenerationRequest& request);

    const pipeline::Catalogue& catalogueFor(const GenerationRequest& request, bool isFresh);
    Expected<ModelSize> sizeOf(const pipeline::CatalogueEntry& entry);

    const EngineOptions& m_options;
    // A scan means looking at every file, so a series of pictures does it once.
    pipeline::Catalogue m_catalogue;
    std::optional<Asked> m_asked;
    std::map<std::string, ModelSize> m_sizes; // by location and bytes
};

} // namespace genserve::runtime
