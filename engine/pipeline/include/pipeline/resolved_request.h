// A generation request with every value settled and checked against the model that will run it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/generation.h"
#include "base/model_info.h"
#include "base/prompt_weights.h"
#include "pipeline/catalogue.h"

namespace genserve::pipeline {

// One LoRA of the stack of a run.
struct LoraUse {
    std::string id;
    std::filesystem::path file;
    double weight = 1.0;
    bool operator==(const LoraUse&) const = default;
};

// One ControlNet of a run.
struct ControlNetUse {
    std::string id;
    std::filesystem::path location; // file or component folder
    const Image* image = nullptr;   // its control map or, with ResolvedRequest::findEdges, the picture; borrowed
    std::optional<int> mode;        // set exactly for union nets
    double scale = 0.7, start = 0, end = 1;
};

struct ResolvedRequest {
    // Trimmed, without the syntax of weights; prompt2 = prompt where none was given.
    std::string prompt, prompt2, negativePrompt;
    std::vector<PromptWeight> prompt2Weights, negativeWeights; // T5's: what CLIP gives has no tokens to weight
    bool useTrueCfg = false;                                   // a negative prompt was given and the scale is over 1
    double trueCfgScale = 1;
    int maxSequenceLength = 512;
    Mode mode = Mode::TextToImage;
    int width = 0, height = 0; // px, as asked
    int steps = 0;
    double cfg = 0;
    std::int64_t seed = 0;
    double strength = 1;
    ResizeMode resizeMode = ResizeMode::Stretch;
    StepCache stepCache = StepCache::Off;

    // fill; all in px of the prepared input. `outpaint` has been scaled into width and height already: it says how far
    // the prepared input lies inside the canvas.
    bool pasteBack = true, onlyMasked = false, colorMatch = false;
    int maskGrowPx = 0, maskFeatherPx = 0, maskPaddingPx = 32;
    std::optional<Outpaint> outpaint;
    int workPixels = 1 << 20; // only_masked: the model's best area

    // control
    const Image* control = nullptr; // of control models and control LoRAs: joins the latents as further channels
    bool findEdges = false;         // control maps are pictures whose canny edges are to be found
    std::vector<ControlNetUse> controlNets;
    std::vector<LoraUse> loras; // control LoRAs included

    const Image* input = nullptr; // borrowed from the request
    const Image* mask = nullptr;
    std::vector<std::string> warnings;
};

// Which model runs the request: the one it names (or the default one), but for mode fill and for control pictures the
// Fill or control model that fits it where one is installed; a warning says so. NotFound lists the installed ids; where
// the mode can't work, InvalidArgument says which files would enable it.
Expected<CatalogueEntry> chooseModel(const GenerationRequest& request, const Catalogue& catalogue,
                                     std::vector<std::string>& warnings);

// Fills in the model's own values, finds LoRAs and ControlNets, and checks all fields; the one InvalidArgument lists
// every fault (see requestError). The result borrows the request's pictures.
Expected<ResolvedRequest> resolveRequest(const GenerationRequest& request, const CatalogueEntry& model,
                                         const Catalogue& catalogue);

} // namespace genserve::pipeline
