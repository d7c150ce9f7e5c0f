#include "pipeline/resolved_request.h"

#include <string_view>
#include <utility>

#include "resolved_parts.h"

namespace genserve::pipeline {
namespace {

constexpr int MaxSteps = 200;
constexpr double MaxCfg = 50;
constexpr double MaxTrueCfg = 20;
constexpr int MaxSequenceLength = 512;
constexpr double ImageToImageStrength = 0.8;

std::string trimmed(std::string_view text)
{
    constexpr std::string_view WhiteSpace = " \t\r\n\f\v";
    const auto first = text.find_first_not_of(WhiteSpace);
    if (first == std::string_view::npos) {
        return {};
    }
    return std::string(text.substr(first, text.find_last_not_of(WhiteSpace) - first + 1));
}

// What the encoders read of a prompt, and its weights where the request has them.
std::string readPrompt(const Resolving& step, const std::string& typed, const char* field,
                       std::vector<PromptWeight>& weights)
{
    std::string text = trimmed(typed);
    step.check.requirePrompt(text, field);
    if (step.request.promptWeights) {
        auto parsed = parsePromptWeights(text);
        if (!parsed) {
            step.check.fault(field, parsed.error().message);
            return text;
        }
        text = std::move(parsed->text);
        weights = std::move(parsed->weights);
    }
    return text;
}

void resolvePrompts(const Resolving& step)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    std::vector<PromptWeight> weights;
    resolved.prompt = readPrompt(step, request.prompt, "prompt", weights);
    check.require(!trimmed(resolved.prompt).empty(), "prompt", "is empty");
    resolved.prompt2 = readPrompt(step, request.prompt2.value_or(""), "prompt_2", resolved.prompt2Weights);
    if (resolved.prompt2.empty()) {
        resolved.prompt2 = resolved.prompt;
        resolved.prompt2Weights = std::move(weights);
    } else {
        check.unused(!weights.empty(), "prompt_weights", "in prompt where prompt_2 is what T5 reads");
    }
    resolved.negativePrompt =
        readPrompt(step, request.negativePrompt.value_or(""), "negative_prompt", resolved.negativeWeights);
    resolved.trueCfgScale = request.trueCfgScale;
    check.requireRange(request.trueCfgScale, 1, MaxTrueCfg, "true_cfg_scale");
    resolved.useTrueCfg = request.negativePrompt.has_value() && request.trueCfgScale > 1;
    check.unused(request.negativePrompt && !resolved.useTrueCfg, "negative_prompt", "without a true_cfg_scale above 1");
    check.unused(!request.negativePrompt && request.trueCfgScale > 1, "true_cfg_scale", "without a negative_prompt");
    resolved.maxSequenceLength = request.maxSequenceLength.value_or(MaxSequenceLength);
    check.requireRange(resolved.maxSequenceLength, 1, MaxSequenceLength, "max_sequence_length");
}

void resolveNumbers(const Resolving& step)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    resolved.steps = request.steps.value_or(model.info.defaultSteps);
    check.requireRange(resolved.steps, 1, MaxSteps, "num_inference_steps");
    resolved.cfg = request.cfg.value_or(model.info.defaultCfg);
    check.requireRange(resolved.cfg, 0, MaxCfg, "cfg");
    resolved.seed = request.seed;
    check.require(request.seed >= 0, "seed", "must be drawn before the engine is asked");
}

void resolveInput(const Resolving& step)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    const bool isPicture = request.mode == Mode::ImageToImage || request.mode == Mode::Fill;
    check.require(!isPicture || request.inputImage, "input_image",
                  "is required in mode " + std::string(toString(request.mode)));
    const bool givesSize = request.width == 0 || request.height == 0;
    check.unused(request.mode == Mode::TextToImage && request.inputImage && !givesSize, "input_image",
                 "in mode text2img");
    const bool starts = request.mode != Mode::ControlNet || resolved.strength < 1;
    resolved.input = request.mode != Mode::TextToImage && starts && request.inputImage ? &*request.inputImage : nullptr;
}

void resolveStrength(const Resolving& step)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    const double fallback = request.mode == Mode::ImageToImage ? ImageToImageStrength : 1.0;
    resolved.strength = request.strength.value_or(fallback);
    check.requireRange(resolved.strength, 0, 1, "strength");
    if (request.mode == Mode::TextToImage) {
        check.unused(request.strength.has_value(), "strength", "in mode text2img");
        resolved.strength = 1;
    } else if (model.kind == ModelKind::Fill) {
        check.unused(request.strength.has_value(), "strength", "with Fill models, which repaint the whole mask");
        resolved.strength = 1;
    }
}

std::string listOf(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words) {
        text.append(text.empty() ? "" : ", ").append(word);
    }
    return text;
}

void checkMode(const Resolving& step)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    if (!model.info.missing.empty()) {
        return check.fault("model_id", model.info.id + " can't run without: " + listOf(model.info.missing));
    }
    const std::string mode(toString(request.mode));
    if (model.kind == ModelKind::Fill) {
        check.require(request.mode == Mode::Fill, "mode", "model " + model.info.id + " does fill only, not " + mode);
    } else if (!isBase(model.kind) && !isControl(model.kind)) {
        check.fault("mode", "model " + model.info.id + " can't do " + mode);
    }
}

} // namespace

Expected<ResolvedRequest> resolveRequest(const GenerationRequest& request, const CatalogueEntry& model,
                                         const Catalogue& catalogue)
{
    RequestCheck check;
    ResolvedRequest resolved;
    resolved.mode = request.mode;
    resolved.resizeMode = request.resizeMode;
    resolved.stepCache = request.stepCache;
    const Resolving step{request, model, catalogue, check, resolved};
    resolvePrompts(step);
    resolveNumbers(step);
    resolveSize(step);
    resolveStrength(step);
    resolveInput(step);
    resolveFill(step);
    resolveLoras(step);
    resolveControl(step);
    checkMode(step);
    if (!check.faults().empty()) {
        return tl::unexpected(requestError(check.faults()));
    }
    resolved.warnings = check.warnings();
    return resolved;
}

} // namespace genserve::pipeline
