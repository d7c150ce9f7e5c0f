#include "foreign_json.h"

#include "json_fields.h"

namespace genserve::tasks {

GenerationRequest requestOfInvoke(std::string_view text)
{
    const auto json = foreignJson(text);
    GenerationRequest request;
    takeTextOf(request.prompt, json, "positive_prompt");
    takeTextOf(request.negativePrompt, json, "negative_prompt");
    takeNumberOf(request.seed, json, "seed");
    takeNumberOf(request.steps, json, "steps");
    takeNumberOf(request.width, json, "width");
    takeNumberOf(request.height, json, "height");
    takeNumberOf(request.cfg, json, "cfg_scale");
    takeNumberOf(request.cfg, json, "guidance"); // of FLUX
    takeNumberOf(request.strength, json, "strength");
    if (const auto* model = fieldOf(json, "model")) {
        takeTextOf(request.modelId, *model, "name");
    }
    request.mode = request.strength ? Mode::ImageToImage : Mode::TextToImage;
    return request;
}

GenerationRequest requestOfSwarm(std::string_view text)
{
    const auto whole = foreignJson(text);
    GenerationRequest request;
    const auto* json = fieldOf(whole, "sui_image_params");
    if (!json) {
        return request;
    }
    takeTextOf(request.prompt, *json, "prompt");
    takeTextOf(request.negativePrompt, *json, "negativeprompt");
    takeTextOf(request.modelId, *json, "model");
    takeNumberOf(request.seed, *json, "seed");
    takeNumberOf(request.steps, *json, "steps");
    takeNumberOf(request.width, *json, "width");
    takeNumberOf(request.height, *json, "height");
    takeNumberOf(request.cfg, *json, "cfgscale");
    takeNumberOf(request.cfg, *json, "fluxguidancescale");
    takeNumberOf(request.strength, *json, "initimagecreativity");
    request.mode = request.strength ? Mode::ImageToImage : Mode::TextToImage;
    return request;
}

} // namespace genserve::tasks
