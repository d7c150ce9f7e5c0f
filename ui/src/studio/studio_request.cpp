#include "studio_request.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/prompt_weights.h"
#include "prompt_weighting.h"
#include "studio_model.h"
#include "ui/pixels.h"

namespace genserve::ui {
namespace {

void takePrompt(GenerationRequest& request, const QString& prompt)
{
    request.prompt = prompt.toStdString();
    // The other prompts come from a recalled picture, written to be read like this one (recall.cpp).
    request.promptWeights = hasWeights(prompt) || hasPromptWeights(request.prompt2.value_or(""))
                            || hasPromptWeights(request.negativePrompt.value_or(""));
}

// Settings of other modes are kept in the state, not sent.
void leaveOtherModes(GenerationRequest& request)
{
    const GenerationRequest plain;
    if (request.mode != Mode::Fill) {
        request.pasteBack = plain.pasteBack;
        request.maskGrowPx = plain.maskGrowPx;
        request.maskFeatherPx = plain.maskFeatherPx;
        request.onlyMasked = plain.onlyMasked;
        request.maskPaddingPx = plain.maskPaddingPx;
        request.colorMatch = plain.colorMatch;
        request.outpaint.reset();
    }
    if (request.mode != Mode::ControlNet) {
        request.controlPreprocess = plain.controlPreprocess;
        request.controlType.reset();
        request.controlNets.clear();
        request.controlScale.reset();
        request.controlStart.reset();
        request.controlEnd.reset();
    }
    if (request.mode != Mode::ImageToImage) {
        request.strength.reset();
    }
}

} // namespace

GenerationRequest questionOf(const StudioModel& model)
{
    GenerationRequest request = model.state().request;
    const ModelInfo* chosen = model.model();
    request.modelId = chosen == nullptr ? std::string() : chosen->id;
    request.width = model.size().width();
    request.height = model.size().height();
    if (request.mode == Mode::ImageToImage && chosen != nullptr) { // only the last steps are run
        const double steps = request.steps.value_or(chosen->defaultSteps) * request.strength.value_or(1);
        request.steps = std::max(1, static_cast<int>(std::lround(steps)));
    }
    if (!model.stepCacheActs()) {
        request.stepCache = StepCache::Off;
    }
    request.mode = Mode::TextToImage;
    request.strength.reset();
    request.outpaint.reset();
    return request;
}

tasks::Submission submissionOf(StudioModel& model)
{
    tasks::Submission submission;
    submission.count = model.state().count;
    GenerationRequest& request = submission.request;
    request = model.state().request;
    request.modelId = model.model() == nullptr ? std::string() : model.model()->id;
    takePrompt(request, model.drawnPrompt(request.seed));
    leaveOtherModes(request);
    if (!model.stepCacheActs()) {
        request.stepCache = StepCache::Off;
    }
    const bool hasInput = request.mode == Mode::ImageToImage || request.mode == Mode::Fill;
    if (hasInput) {
        request.inputImage = rgbImage(model.input());
    }
    if (request.mode == Mode::Fill) {
        if (!model.mask().isEmpty()) {
            request.maskImage = greyImage(model.mask().image());
        }
        request.width = model.input().width();
        request.height = model.input().height();
        if (model.isOutpainting()) {
            request.width.reset(); // the picture's and what is added
            request.height.reset();
        }
    } else {
        request.width = model.size().width();
        request.height = model.size().height();
    }
    if (request.mode == Mode::ControlNet) {
        request.controlImage = rgbImage(model.control());
    }
    return submission;
}

std::vector<tasks::Submission> submissionsOf(StudioModel& model)
{
    tasks::Submission first = submissionOf(model);
    QStringList prompts;
    for (int i = 0; i < first.count; ++i) {
        prompts << model.drawnPrompt(first.request.seed + i);
    }
    if (prompts.count(prompts.value(0)) == first.count) {
        return {std::move(first)};
    }
    first.count = 1;
    std::vector<tasks::Submission> all(static_cast<std::size_t>(prompts.size()), first);
    for (int i = 0; i < prompts.size(); ++i) {
        GenerationRequest& request = all[static_cast<std::size_t>(i)].request;
        request.seed += i;
        takePrompt(request, prompts.at(i));
    }
    return all;
}

} // namespace genserve::ui
