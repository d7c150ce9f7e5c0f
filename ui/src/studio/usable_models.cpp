#include "usable_models.h"

#include <algorithm>
#include <string_view>

namespace genserve::ui {

QString featureOf(Mode mode)
{
    switch (mode) {
    case Mode::ImageToImage: return QStringLiteral("image-to-image");
    case Mode::Fill: return QStringLiteral("fill");
    case Mode::ControlNet: return QStringLiteral("controlnet");
    case Mode::TextToImage: break;
    }
    return QStringLiteral("text-to-image");
}

std::vector<const ModelInfo*> modelsWith(const ModelsSource& models, Mode mode)
{
    const std::string feature = featureOf(mode).toStdString();
    std::vector<const ModelInfo*> found;
    for (const ModelInfo& one : models.models()) {
        if (one.missing.empty() && std::ranges::find(one.features, feature) != one.features.end()) {
            found.push_back(&one);
        }
    }
    return found;
}

std::vector<const AdapterInfo*> lorasFitting(const ModelsSource& models, const std::string& model)
{
    std::vector<const AdapterInfo*> found;
    for (const AdapterInfo& one : models.adapters()) {
        if (one.kind == "lora" && one.problem.empty() && std::ranges::find(one.fits, model) != one.fits.end()) {
            found.push_back(&one);
        }
    }
    return found;
}

bool canFindEdges(const ModelsSource& models)
{
    constexpr std::string_view Canny = "canny", Union = "union";
    return std::ranges::any_of(models.adapters(),
                               [&](const AdapterInfo& one) { return one.control == Canny || one.control == Union; })
           || std::ranges::any_of(models.models(),
                                  [&](const ModelInfo& one) { return one.id.find(Canny) != std::string::npos; });
}

} // namespace genserve::ui
