#include "tasks/request_json.h"

#include "request_keys.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace genserve::tasks {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
void put(Json& json, const char* key, const std::optional<T>& value)
{
    if (value) {
        json[key] = *value;
    }
}

// Nothing for other roles and for numbers beyond the list.
std::optional<std::size_t> controlNetIndex(std::string_view role, std::size_t count)
{
    if (!role.starts_with(ControlNetRolePrefix)) {
        return std::nullopt;
    }
    const auto digits = role.substr(ControlNetRolePrefix.size());
    std::size_t index = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    const bool isWhole = fault == std::errc() && end == digits.data() + digits.size();
    return isWhole && index < count ? std::optional(index) : std::nullopt;
}

const PictureFile* fileOf(const std::vector<PictureFile>& files, std::string_view role)
{
    const auto found = std::ranges::find(files, role, &PictureFile::role);
    return found == files.end() ? nullptr : &*found;
}

void putPicture(Json& json, const char* key, const PictureFile* file)
{
    if (file) {
        json[key] = Json{{"file", file->file}, {"sha256", file->sha256}};
    }
}

void putPrompt(Json& json, const GenerationRequest& request)
{
    json["prompt"] = request.prompt;
    put(json, "prompt_2", request.prompt2);
    put(json, "negative_prompt", request.negativePrompt);
    json["true_cfg_scale"] = request.trueCfgScale;
    if (request.promptWeights) {
        json["prompt_weights"] = true;
    }
    put(json, "max_sequence_length", request.maxSequenceLength);
}

void putLoras(Json& json, const GenerationRequest& request)
{
    auto list = Json::array();
    for (const LoraChoice& lora : request.loras) {
        list.push_back(Json{{"name", lora.name}, {"weight", lora.weight}});
    }
    json["loras"] = std::move(list);
}

void putFill(Json& json, const GenerationRequest& request)
{
    json["paste_back"] = request.pasteBack;
    json["mask_grow_px"] = request.maskGrowPx;
    json["mask_feather_px"] = request.maskFeatherPx;
    json["only_masked"] = request.onlyMasked;
    json["mask_padding_px"] = request.maskPaddingPx;
    json["color_match"] = request.colorMatch;
    if (const auto& grown = request.outpaint) {
        json["outpaint"] =
            Json{{"left", grown->left}, {"top", grown->top}, {"right", grown->right}, {"bottom", grown->bottom}};
    }
}

void putControlNets(Json& json, const GenerationRequest& request, const std::vector<PictureFile>& files)
{
    auto list = Json::array();
    for (std::size_t index = 0; index < request.controlNets.size(); ++index) {
        const ControlNetChoice& net = request.controlNets[index];
        Json entry{{"id", net.id}};
        putPicture(entry, "image", fileOf(files, controlNetRole(index)));
        put(entry, "mode", net.mode);
        entry["scale"] = net.scale;
        entry["start"] = net.start;
        entry["end"] = net.end;
        list.push_back(std::move(entry));
    }
    json["controlnets"] = std::move(list);
}

void putControl(Json& json, const GenerationRequest& request, const std::vector<PictureFile>& files)
{
    if (request.controlType) {
        json["control_type"] = toString(*request.controlType);
    }
    json["control_preprocess"] = request.controlPreprocess;
    putControlNets(json, request, files);
    put(json, "controlnet_conditioning_scale", request.controlScale);
    put(json, "control_guidance_start", request.controlStart);
    put(json, "control_guidance_end", request.controlEnd);
}

Json jsonOf(const GenerationRequest& request, const std::vector<PictureFile>& files)
{
    Json json;
    putPrompt(json, request);
    json["model_id"] = request.modelId;
    json["mode"] = toString(request.mode);
    put(json, "height", request.height);
    put(json, "width", request.width);
    put(json, "num_inference_steps", request.steps);
    put(json, "cfg", request.cfg);
    json["seed"] = request.seed;
    put(json, "strength", request.strength);
    json["resize_mode"] = toString(request.resizeMode);
    if (request.stepCache != StepCache::Off) {
        json["step_cache"] = toString(request.stepCache);
    }
    putLoras(json, request);
    putFill(json, request);
    putControl(json, request, files);
    putPicture(json, "input_image", fileOf(files, "input_image"));
    putPicture(json, "mask_image", fileOf(files, "mask_image"));
    putPicture(json, "control_image", fileOf(files, "control_image"));
    return json;
}

// JSON has no word for these: they would come back as null.
bool hasOnlyFiniteNumbers(const Json& json)
{
    return std::ranges::all_of(json.flatten(), [](const Json& value) {
        return !value.is_number_float() || std::isfinite(value.get<double>());
    });
}

} // namespace

std::vector<std::string> pictureRoles(const GenerationRequest& request)
{
    std::vector<std::string> roles;
    for (std::size_t index = 0; index < request.controlNets.size(); ++index) {
        if (request.controlNets[index].image) {
            roles.push_back(controlNetRole(index));
        }
    }
    for (const char* role : {"input_image", "mask_image", "control_image"}) {
        if (pictureOf(request, role)) {
            roles.emplace_back(role);
        }
    }
    return roles;
}

bool isMaskRole(std::string_view role) { return role == "mask_image"; }

const Image* pictureOf(const GenerationRequest& request, std::string_view role)
{
    const auto viewOf = [](const std::optional<Image>& image) { return image ? &*image : nullptr; };
    if (role == "input_image") {
        return viewOf(request.inputImage);
    }
    if (role == "mask_image") {
        return viewOf(request.maskImage);
    }
    if (role == "control_image") {
        return viewOf(request.controlImage);
    }
    const auto index = controlNetIndex(role, request.controlNets.size());
    return index ? viewOf(request.controlNets[*index].image) : nullptr;
}

Expected<void> setPicture(GenerationRequest& request, std::string_view role, Image image)
{
    if (role == "input_image") {
        request.inputImage = std::move(image);
    } else if (role == "mask_image") {
        request.maskImage = std::move(image);
    } else if (role == "control_image") {
        request.controlImage = std::move(image);
    } else if (const auto index = controlNetIndex(role, request.controlNets.size())) {
        request.controlNets[*index].image = std::move(image);
    } else {
        return failure(ErrorCode::InvalidArgument, "no picture has this role", std::string(role));
    }
    return {};
}

Expected<std::string> requestJson(const GenerationRequest& request, const std::vector<PictureFile>& files)
{
    for (const std::string& role : pictureRoles(request)) {
        if (!fileOf(files, role)) {
            return failure(ErrorCode::Internal, "the request's picture has no file", role);
        }
    }
    const Json json = jsonOf(request, files);
    if (!hasOnlyFiniteNumbers(json)) {
        return failure(ErrorCode::InvalidArgument, "a number of the request is not finite");
    }
    try {
        return json.dump();
    } catch (const nlohmann::json::type_error&) { // the one fault that dump() knows
        return failure(ErrorCode::InvalidArgument, "a text of the request is not UTF-8");
    }
}

} // namespace genserve::tasks
