#include "recall.h"

#include "base/prompt_weights.h"
#include "picture_size.h"

namespace genserve::ui {
namespace {

void recallSize(StudioState& state, const GenerationRequest& request)
{
    const QSize size(request.width.value_or(0), request.height.value_or(0));
    if (!size.isEmpty()) {
        takeSize(state, size);
    }
}

void recallSeed(StudioState& state, const GenerationRequest& request)
{
    state.request.seed = request.seed;
    state.isSeedKept = true;
}

// In the studio weights are what their syntax says: a literal prompt keeps its parentheses by backslashes.
std::string typed(const GenerationRequest& request, const std::string& prompt)
{
    return request.promptWeights || !hasPromptWeights(prompt) ? prompt : escapedPrompt(prompt);
}

std::optional<std::string> typed(const GenerationRequest& request, const std::optional<std::string>& prompt)
{
    return prompt ? std::optional(typed(request, *prompt)) : std::nullopt;
}

} // namespace

void takeSize(StudioState& state, const QSize& size)
{
    state.form.shape = shapeOf(size);
    state.form.megapixels = megapixelsOf(size);
}

void recallInto(StudioState& state, const GenerationRequest& request, RecallPart part)
{
    switch (part) {
    case RecallPart::Prompt: state.request.prompt = typed(request, request.prompt); return;
    case RecallPart::Seed: recallSeed(state, request); return;
    case RecallPart::Size: recallSize(state, request); return;
    case RecallPart::All:
    case RecallPart::Remix: break;
    }
    const GenerationRequest before = std::move(state.request);
    state.request = request;
    const bool isTold = !request.prompt.empty(); // a foreign picture may bring no settings
    state.request.prompt = isTold ? typed(request, request.prompt) : before.prompt;
    state.request.prompt2 = typed(request, request.prompt2);
    state.request.negativePrompt = typed(request, request.negativePrompt);
    state.request.inputImage.reset();
    state.request.maskImage.reset();
    state.request.controlImage.reset();
    // What the record does not tell stays as it is.
    state.request.steps = request.steps ? request.steps : before.steps;
    state.request.cfg = request.cfg ? request.cfg : before.cfg;
    state.request.seed = before.seed;
    state.isSeedKept = state.isSeedKept && !isTold;
    state.count = 1;
    recallSize(state, request);
    if (part == RecallPart::All && isTold) {
        recallSeed(state, request);
    }
}

} // namespace genserve::ui
