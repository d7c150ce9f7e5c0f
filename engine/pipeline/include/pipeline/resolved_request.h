// A generation request with every value settled and checked against the model that will run it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/generation.h"
#include "base/model_info.h"

namespace genserve::pipeline {

struct ResolvedRequest {
    std::string prompt, prompt2; // trimmed; prompt2 = prompt where none was given
    std::string negativePrompt;
    bool useTrueCfg = false; // a negative prompt was given and the scale is over 1
    double trueCfgScale = 1;
    int maxSequenceLength = 512;
    Mode mode = Mode::TextToImage;
    int width = 0, height = 0; // px, as asked
    int steps = 0;
    double cfg = 0;
    std::int64_t seed = 0;
    double strength = 1;
    ResizeMode resizeMode = ResizeMode::Stretch;
    bool pasteBack = true;
    const Image* input = nullptr; // borrowed from the request
    const Image* mask = nullptr;
    std::vector<std::string> warnings;
};

// Fills in the model's own values and checks all fields; the one InvalidArgument lists every fault as
// "field: problem", separated by "; ". The result borrows the request's pictures.
Expected<ResolvedRequest> resolveRequest(const GenerationRequest& request, const ModelInfo& model);

} // namespace genserve::pipeline
