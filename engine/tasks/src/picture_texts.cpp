#include "tasks/picture_texts.h"

#include "base/text_file.h"
#include "png_chunks.h"
#include "png_text.h"
#include "tasks/picture_reader.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace genserve::tasks {
namespace {

constexpr int TextVersion = 1;
constexpr std::size_t MaxInflatedBytes = std::size_t{2} * 1024 * 1024; // of each of the two texts
constexpr std::size_t ShortHashLength = 10;                            // as other programs show it

// The shortest decimal that reads back as the same number, 3.5 or 1.
std::string number(double value)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), end};
}

std::string sha256(const Image& image)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::fromRawData(reinterpret_cast<const char*>(image.pixels.data()),
                                         static_cast<qsizetype>(image.pixels.size())));
    return hash.result().toHex().toStdString();
}

bool usesNegativePrompt(const GenerationRequest& request) { return request.negativePrompt && request.trueCfgScale > 1; }

std::optional<double> strengthOf(const GenerationRequest& request)
{
    switch (request.mode) {
    case Mode::ImageToImage: return request.strength.value_or(0.8);
    case Mode::Fill: return request.strength.value_or(1.0);
    case Mode::ControlNet: return request.strength;
    case Mode::TextToImage: break;
    }
    return std::nullopt;
}

std::string dumped(const nlohmann::ordered_json& json)
{
    constexpr int NoIndent = -1;
    constexpr bool IsAscii = true;
    return json.dump(NoIndent, ' ', IsAscii, nlohmann::ordered_json::error_handler_t::replace);
}

// Readers split the last line at commas and colons; a value that holds one is written as a JSON string.
std::string quotedIfNeeded(const std::string& value)
{
    return value.find_first_of(",:\"\n") == std::string::npos ? value : dumped(value);
}

// As A1111 and Civitai read LoRAs, and their weights; A1111's ControlNet unit where there is one.
std::string adapterFacts(const GenerationResult& result)
{
    std::string hashes;
    std::string weights;
    for (const UsedAdapter& lora : result.loras) {
        hashes.append(hashes.empty() ? "" : ", ").append(lora.id + ": " + lora.hash.substr(0, ShortHashLength));
        weights.append(weights.empty() ? "" : ", ").append(lora.id + ": " + number(lora.scale));
    }
    std::string text;
    if (!hashes.empty()) {
        text += ", Lora hashes: " + dumped(hashes) + ", Lora weights: " + dumped(weights);
    }
    for (std::size_t i = 0; i < result.controlNets.size(); ++i) {
        const UsedAdapter& net = result.controlNets[i];
        text += ", ControlNet " + std::to_string(i) + ": "
                + dumped("Model: " + net.id + ", Weight: " + number(net.scale)
                         + ", Guidance Start: " + number(net.start) + ", Guidance End: " + number(net.end));
    }
    return text;
}

std::string parametersText(const GenerationRequest& request, const GenerationResult& result)
{
    std::string text = request.prompt;
    if (usesNegativePrompt(request)) {
        text += "\nNegative prompt: " + *request.negativePrompt;
    }
    const double guidance = usesNegativePrompt(request) ? request.trueCfgScale : 1.0;
    text += "\nSteps: " + std::to_string(result.steps) + ", Sampler: Euler, CFG scale: " + number(guidance)
            + ", Distilled CFG Scale: " + number(result.cfg) + ", Seed: " + std::to_string(result.seed)
            + ", Size: " + std::to_string(result.width) + "x" + std::to_string(result.height) + ", Model hash: "
            + result.modelHash.substr(0, ShortHashLength) + ", Model: " + quotedIfNeeded(result.modelId);
    if (const auto strength = strengthOf(request)) {
        text += ", Denoising strength: " + number(*strength);
    }
    text += adapterFacts(result);
    return text + ", Version: genserve " GENSERVE_VERSION;
}

// Mode controlnet takes its structure from the control picture and starts from the input picture only on request.
bool usesInput(const GenerationRequest& request)
{
    return request.mode != Mode::ControlNet || request.strength.value_or(1.0) < 1;
}

void addPictures(nlohmann::ordered_json& json, const GenerationRequest& request)
{
    static const std::optional<Image> none;
    const std::pair<const char*, const std::optional<Image>*> pictures[] = {
        {"input_image_sha256", usesInput(request) ? &request.inputImage : &none},
        {"mask_image_sha256", &request.maskImage},
        {"control_image_sha256", &request.controlImage},
    };
    for (const auto& [key, image] : pictures) {
        if (*image) {
            json[key] = sha256(**image);
        }
    }
}

// The fields beside paste_back are told where they differ from their defaults.
void addFill(nlohmann::ordered_json& json, const GenerationRequest& request)
{
    if (request.mode != Mode::Fill) {
        return;
    }
    json["paste_back"] = request.pasteBack;
    if (request.maskGrowPx != 0) {
        json["mask_grow_px"] = request.maskGrowPx;
    }
    if (request.maskFeatherPx != 0) {
        json["mask_feather_px"] = request.maskFeatherPx;
    }
    if (request.onlyMasked) {
        json["only_masked"] = true;
        json["mask_padding_px"] = request.maskPaddingPx;
    }
    if (request.colorMatch) {
        json["color_match"] = true;
    }
    if (const auto& growth = request.outpaint) {
        json["outpaint"] = {
            {"left", growth->left}, {"top", growth->top}, {"right", growth->right}, {"bottom", growth->bottom}};
    }
}

// LoRAs and ControlNets as they ran, those among them that the request left to the program.
void addAdapters(nlohmann::ordered_json& json, const GenerationRequest& request, const GenerationResult& result)
{
    for (const UsedAdapter& lora : result.loras) {
        json["loras"].push_back({{"name", lora.id}, {"weight", lora.scale}, {"hash", lora.hash}});
    }
    for (std::size_t i = 0; i < result.controlNets.size(); ++i) {
        const UsedAdapter& net = result.controlNets[i];
        nlohmann::ordered_json entry{{"id", net.id}, {"hash", net.hash}};
        if (net.mode) {
            entry["mode"] = *net.mode;
        }
        entry["scale"] = net.scale;
        entry["start"] = net.start;
        entry["end"] = net.end;
        if (i < request.controlNets.size() && request.controlNets[i].image) {
            entry["image_sha256"] = sha256(*request.controlNets[i].image);
        }
        json["controlnets"].push_back(std::move(entry));
    }
    if (request.controlType && *request.controlType != ControlType::None) {
        json["control_type"] = toString(*request.controlType);
    }
    if (request.controlPreprocess) {
        json["control_preprocess"] = true;
    }
}

std::string requestText(const GenerationRequest& request, const GenerationResult& result)
{
    nlohmann::ordered_json json;
    json["version"] = TextVersion;
    json["prompt"] = request.prompt;
    json["model_id"] = result.modelId;
    json["mode"] = toString(request.mode);
    json["height"] = result.height;
    json["width"] = result.width;
    json["num_inference_steps"] = result.steps;
    json["cfg"] = result.cfg;
    json["seed"] = result.seed;
    if (const auto strength = strengthOf(request)) {
        json["strength"] = *strength;
    }
    addPictures(json, request);
    if (request.prompt2 && !request.prompt2->empty()) {
        json["prompt_2"] = *request.prompt2;
    }
    if (usesNegativePrompt(request)) {
        json["negative_prompt"] = *request.negativePrompt;
        json["true_cfg_scale"] = request.trueCfgScale;
    }
    if (request.promptWeights) {
        json["prompt_weights"] = true;
    }
    if (request.maxSequenceLength) {
        json["max_sequence_length"] = *request.maxSequenceLength;
    }
    if (request.stepCache != StepCache::Off) {
        json["step_cache"] = toString(request.stepCache);
    }
    if (request.inputImage || request.controlImage) {
        json["resize_mode"] = toString(request.resizeMode);
    }
    addFill(json, request);
    addAdapters(json, request, result);
    json["model_hash"] = result.modelHash;
    json["precision"] = toString(result.precision);
    if (!result.memoryPlan.empty()) {
        json["memory_plan"] = result.memoryPlan;
    }
    json["device"] = result.device.substr(0, result.device.find(':')); // the kind: which of several does not matter
    json["engine_version"] = GENSERVE_VERSION;
    return dumped(json);
}

Expected<PictureTexts> textsIn(const std::string& bytes)
{
    const auto chunks = pngChunks({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    if (!chunks) {
        return tl::unexpected(chunks.error());
    }
    // The first of a name counts, also when it can't be read: so there are two texts to inflate, whatever the file.
    const auto textNamed = [&chunks](std::string_view keyword) {
        const auto chunk = std::ranges::find(*chunks, keyword, pngTextKeyword);
        return chunk == chunks->end() ? std::string() : pngTextValue(*chunk, MaxInflatedBytes).value_or(std::string());
    };
    return PictureTexts{textNamed("parameters"), textNamed("genserve")};
}

} // namespace

PictureTexts pictureTexts(const GenerationRequest& request, const GenerationResult& result)
{
    return {parametersText(request, result), requestText(request, result)};
}

Expected<PictureTexts> readPictureTexts(const std::filesystem::path& path)
{
    const auto bytes = readTextFile(path, MaxEncodedPictureBytes);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    return textsIn(*bytes).map_error([&path](Error error) {
        error.context = path.string();
        return error;
    });
}

} // namespace genserve::tasks
