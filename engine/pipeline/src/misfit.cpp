// Whether a LoRA or ControlNet can be used with a model.
#include "pipeline/catalogue.h"

namespace genserve::pipeline {
namespace {

// "is 3072 wide, the model 192"; empty where they agree or one of them does not tell.
std::string difference(std::int64_t adapter, std::int64_t model, const char* what)
{
    if (adapter == 0 || model == 0 || adapter == model) {
        return {};
    }
    return "is made for " + std::to_string(adapter) + " " + what + ", the model has " + std::to_string(model);
}

} // namespace

std::string misfit(const AdapterEntry& adapter, const CatalogueEntry& model)
{
    const NetworkSize& a = adapter.size;
    const NetworkSize& m = model.size;
    const bool isLora = adapter.kind == AdapterKind::Lora;
    if (!isLora && !isBase(model.kind)) {
        return "works with base models only";
    }
    if (model.kind == ModelKind::Redux || model.kind == ModelKind::Unknown) {
        return "needs a FLUX transformer";
    }
    const std::int64_t inputs = adapter.kind == AdapterKind::ControlLora ? a.inputs / 2 : a.inputs;
    for (const std::string& reason :
         {difference(a.width, m.width, "channels in a layer"), difference(a.headWidth, m.headWidth, "channels a head"),
          difference(a.textWidth, m.textWidth, "channels of text"),
          difference(a.pooledWidth, m.pooledWidth, "channels of pooled text"),
          difference(inputs, m.inputs, "input channels"), difference(a.outputs, m.outputs, "output channels")}) {
        if (!reason.empty()) {
            return reason;
        }
    }
    return {};
}

} // namespace genserve::pipeline
