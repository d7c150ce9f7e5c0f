#include "pipeline/resolved_request.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

namespace genserve::pipeline {
namespace {

constexpr int MaxPromptCodePoints = 10000;
constexpr int MinSide = 16;
constexpr int MaxSide = 4096;
constexpr std::int64_t MaxPixels = 8'388'608;
constexpr int MaxSteps = 200;
constexpr double MaxCfg = 50;
constexpr double MaxTrueCfg = 20;
constexpr int MaxSequenceLength = 512;
constexpr double ImageToImageStrength = 0.8;

std::string number(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

std::string trimmed(std::string_view text)
{
    constexpr std::string_view WhiteSpace = " \t\r\n\f\v";
    const auto first = text.find_first_not_of(WhiteSpace);
    if (first == std::string_view::npos) {
        return {};
    }
    return std::string(text.substr(first, text.find_last_not_of(WhiteSpace) - first + 1));
}

std::int64_t codePoints(std::string_view utf8)
{
    return std::count_if(utf8.begin(), utf8.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

class Checker {
public:
    void require(bool holds, std::string_view field, const std::string& problem)
    {
        if (!holds) {
            m_faults.push_back({std::string(field), problem});
        }
    }
    void requireRange(double value, double low, double high, std::string_view field)
    {
        require(value >= low && value <= high, field,
                number(value) + " is not in " + number(low) + " to " + number(high));
    }
    void requirePrompt(std::string_view text, std::string_view field)
    {
        const auto count = codePoints(text);
        require(count <= MaxPromptCodePoints, field,
                std::to_string(count) + " characters, the limit is " + std::to_string(MaxPromptCodePoints));
        require(text.find('\0') == std::string_view::npos, field, "contains a NUL character");
    }
    [[nodiscard]] const std::vector<Fault>& faults() const { return m_faults; }

private:
    std::vector<Fault> m_faults;
};

void resolveSize(const GenerationRequest& request, const ModelInfo& model, ResolvedRequest& resolved, Checker& check)
{
    const auto side = [&](const std::optional<int>& asked, int inputSide, std::string_view field) {
        if (asked == 0) {
            check.require(request.inputImage.has_value(), field, "0 means the input picture's, but there is none");
            return request.inputImage ? inputSide : model.nativeSize;
        }
        return asked.value_or(model.nativeSize);
    };
    resolved.width = side(request.width, request.inputImage ? request.inputImage->width : 0, "width");
    resolved.height = side(request.height, request.inputImage ? request.inputImage->height : 0, "height");
    check.requireRange(resolved.width, MinSide, MaxSide, "width");
    check.requireRange(resolved.height, MinSide, MaxSide, "height");
    const auto pixels = static_cast<std::int64_t>(resolved.width) * resolved.height;
    check.require(pixels <= MaxPixels, "width",
                  std::to_string(pixels) + " pixels, the limit is " + std::to_string(MaxPixels));
}

void resolvePictures(const GenerationRequest& request, ResolvedRequest& resolved, Checker& check)
{
    resolved.input = request.inputImage ? &*request.inputImage : nullptr;
    resolved.mask = request.maskImage ? &*request.maskImage : nullptr;
    switch (request.mode) {
    case Mode::TextToImage:
        if (resolved.input != nullptr || resolved.mask != nullptr) {
            resolved.warnings.emplace_back("input_image and mask_image are not used in mode text2img");
        }
        break;
    case Mode::ImageToImage:
        check.require(resolved.input != nullptr, "input_image", "is required in mode img2img");
        if (resolved.mask != nullptr) {
            resolved.warnings.emplace_back("mask_image is not used in mode img2img");
        }
        break;
    case Mode::Fill:
        check.require(resolved.input != nullptr, "input_image", "is required in mode fill");
        check.require(resolved.mask != nullptr, "mask_image", "is required in mode fill");
        if (resolved.input != nullptr && resolved.mask != nullptr) {
            check.require(resolved.input->width == resolved.mask->width
                              && resolved.input->height == resolved.mask->height,
                          "mask_image",
                          std::to_string(resolved.mask->width) + "x" + std::to_string(resolved.mask->height)
                              + " differs from input_image's " + std::to_string(resolved.input->width) + "x"
                              + std::to_string(resolved.input->height));
        }
        break;
    case Mode::ControlNet:
        check.require(false, "mode",
                      "controlnet needs a control model or ControlNet, which this version can't run yet");
        break;
    }
}

void resolveStrength(const GenerationRequest& request, ResolvedRequest& resolved, Checker& check)
{
    const double fallback = request.mode == Mode::ImageToImage ? ImageToImageStrength : 1.0;
    resolved.strength = request.strength.value_or(fallback);
    check.requireRange(resolved.strength, 0, 1, "strength");
    if (request.mode == Mode::TextToImage) {
        resolved.strength = 1.0;
        if (request.strength) {
            resolved.warnings.emplace_back("strength is not used in mode text2img");
        }
    }
}

std::string_view featureOf(Mode mode)
{
    switch (mode) {
    case Mode::TextToImage: return "text-to-image";
    case Mode::ImageToImage: return "image-to-image";
    case Mode::Fill: return "fill";
    case Mode::ControlNet: return "controlnet";
    }
    return {};
}

} // namespace

Expected<ResolvedRequest> resolveRequest(const GenerationRequest& request, const CatalogueEntry& entry,
                                         const Catalogue&)
{
    const ModelInfo& model = entry.info;
    Checker check;
    ResolvedRequest resolved;
    resolved.prompt = trimmed(request.prompt);
    check.require(!resolved.prompt.empty(), "prompt", "is empty");
    check.requirePrompt(resolved.prompt, "prompt");
    resolved.prompt2 = trimmed(request.prompt2.value_or(""));
    check.requirePrompt(resolved.prompt2, "prompt_2");
    if (resolved.prompt2.empty()) {
        resolved.prompt2 = resolved.prompt;
    }
    resolved.negativePrompt = trimmed(request.negativePrompt.value_or(""));
    check.requirePrompt(resolved.negativePrompt, "negative_prompt");
    resolved.trueCfgScale = request.trueCfgScale;
    check.requireRange(request.trueCfgScale, 1, MaxTrueCfg, "true_cfg_scale");
    resolved.useTrueCfg = request.negativePrompt.has_value() && request.trueCfgScale > 1;
    if (request.negativePrompt && !resolved.useTrueCfg) {
        resolved.warnings.emplace_back("negative_prompt has no effect without a true_cfg_scale above 1");
    } else if (!request.negativePrompt && request.trueCfgScale > 1) {
        resolved.warnings.emplace_back("true_cfg_scale has no effect without a negative_prompt");
    }
    resolved.maxSequenceLength = request.maxSequenceLength.value_or(MaxSequenceLength);
    check.requireRange(resolved.maxSequenceLength, 1, MaxSequenceLength, "max_sequence_length");
    resolved.mode = request.mode;
    resolved.steps = request.steps.value_or(model.defaultSteps);
    check.requireRange(resolved.steps, 1, MaxSteps, "num_inference_steps");
    resolved.cfg = request.cfg.value_or(model.defaultCfg);
    check.requireRange(resolved.cfg, 0, MaxCfg, "cfg");
    resolved.seed = request.seed;
    check.require(request.seed >= 0, "seed", "must be drawn before the engine is asked");
    resolved.resizeMode = request.resizeMode;
    resolved.pasteBack = request.pasteBack;
    resolveSize(request, model, resolved, check);
    resolvePictures(request, resolved, check);
    resolveStrength(request, resolved, check);
    if (request.mode != Mode::ControlNet) {
        const auto feature = featureOf(request.mode);
        check.require(std::find(model.features.begin(), model.features.end(), feature) != model.features.end(), "mode",
                      "model " + model.id + " can't do " + std::string(toString(request.mode)));
    }
    if (!check.faults().empty()) {
        return tl::unexpected(requestError(check.faults()));
    }
    return resolved;
}

} // namespace genserve::pipeline
