#include "pipeline/resolved_request.h"

namespace genserve::pipeline {

Expected<CatalogueEntry> chooseModel(const GenerationRequest& request, const Catalogue& catalogue,
                                     std::vector<std::string>&)
{
    return resolveModel(request.modelId, catalogue.folders);
}

} // namespace genserve::pipeline
