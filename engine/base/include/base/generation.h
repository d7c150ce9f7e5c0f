// What goes into the engine and what comes back: plain data, no tensor, no Qt.
//
// GenerationRequest holds everything that influences the picture, the seed included; the fields, defaults and ranges
// are those of the REST document (docs/api.md).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/image.h"

namespace genserve {

enum class Mode { TextToImage, ImageToImage, Fill, ControlNet };
enum class ResizeMode { Stretch, Crop, Pad };
enum class Precision { Float32, BFloat16, Float8 }; // Float8: e4m3 linears in the transformer, the rest bf16
enum class ControlType { None, Canny, Depth, OpenPose };
enum class StepCache { Off, Light, Medium, Strong }; // how readily a step reuses what an earlier one computed; lossy

// The documented words: "text2img", "img2img", "fill", "controlnet"; "stretch", "crop", "pad"; "fp32", "bf16", "fp8";
// "none", "canny", "depth", "openpose"; "off", "light", "medium", "strong".
std::string_view toString(Mode mode);
std::string_view toString(ResizeMode mode);
std::string_view toString(Precision precision);
std::string_view toString(ControlType type);
std::string_view toString(StepCache cache);
std::optional<Mode> modeFromString(std::string_view word);
std::optional<ResizeMode> resizeModeFromString(std::string_view word);
std::optional<Precision> precisionFromString(std::string_view word);
std::optional<ControlType> controlTypeFromString(std::string_view word);
std::optional<StepCache> stepCacheFromString(std::string_view word);

// One LoRA of a stack: an id of the installed ones, a file name without its ending, or a path.
struct LoraChoice {
    std::string name;
    double weight = 1.0; // -4..4
    bool operator==(const LoraChoice&) const = default;
};

// One ControlNet of several. An empty id is the installed one that fits control_type.
struct ControlNetChoice {
    std::string id;             // id or path
    std::optional<Image> image; // RGB; absent = controlImage
    std::optional<int>
        mode; // union nets: which of their modes (0 canny, 1 tile, 2 depth, 3 blur, 4 pose, 5 grey, 6 low quality)
    double scale = 0.7; // 0..2
    double start = 0.0; // 0..1, share of the steps before it acts
    double end = 1.0;   // 0..1, share after which it no longer does
};

// px by which the canvas exceeds the input picture on each side.
struct Outpaint {
    int left = 0, top = 0, right = 0, bottom = 0; // 0..4096
    bool operator==(const Outpaint&) const = default;
};

// An absent optional means the model's own value (genserve.json beside its model_index.json, else a table by kind).
struct GenerationRequest {
    std::string prompt;                        // UTF-8, 1..10000 code points after trimming
    std::optional<std::string> prompt2;        // T5's own prompt; absent or empty = prompt
    std::optional<std::string> negativePrompt; // used only when trueCfgScale > 1; empty counts
    double trueCfgScale = 1.0;                 // 1..20
    bool promptWeights = false;                // the prompts hold (text:1.2), see base/prompt_weights.h; else literal
    std::optional<int> maxSequenceLength;      // T5 tokens, 1..512
    std::string modelId;                       // empty = the default model
    Mode mode = Mode::TextToImage;
    std::optional<int> width;       // px, 16..4096; 0 = the input picture's
    std::optional<int> height;      // px, 16..4096; 0 = the input picture's
    std::optional<int> steps;       // 1..200
    std::optional<double> cfg;      // distilled guidance, 0..50
    std::int64_t seed = 42;         // 0..2^63-1, already drawn where the user asked for a random one
    std::optional<double> strength; // 0..1; absent = 0.8 in img2img, 1.0 in fill
    ResizeMode resizeMode = ResizeMode::Stretch;
    std::vector<LoraChoice> loras;
    StepCache stepCache = StepCache::Off;

    // fill
    bool pasteBack = true;            // outside the mask the result equals the prepared input bit for bit
    int maskGrowPx = 0;               // -256..256
    int maskFeatherPx = 0;            // 0..256
    bool onlyMasked = false;          // work on the mask's box at the model's best size, then stitch it back
    int maskPaddingPx = 32;           // only_masked: context around the box, 0..1024
    bool colorMatch = false;          // match the colours along the seam
    std::optional<Outpaint> outpaint; // the new area counts as masked; the mask may then be absent

    // control
    std::optional<ControlType> controlType; // absent = what the model or ControlNet is for
    bool controlPreprocess = false;         // canny: controlImage is a picture whose edges are to be found
    std::vector<ControlNetChoice> controlNets;
    std::optional<double> controlScale; // controlnet_conditioning_scale, 0..2; absent = 0.7
    std::optional<double> controlStart; // control_guidance_start, 0..1; absent = 0
    std::optional<double> controlEnd;   // control_guidance_end, 0..1; absent = 1

    std::optional<Image> inputImage;   // RGB
    std::optional<Image> maskImage;    // grey, the input picture's size; >= 128 is regenerated
    std::optional<Image> controlImage; // RGB
};

enum class Stage { Load, Text, Encode, Denoise, Decode };
std::string_view toString(Stage stage); // "load", "text", "encode", "denoise", "decode"

struct Progress {
    Stage stage = Stage::Load;
    int step = 0;  // finished steps of the stage
    int steps = 0; // 0 = not known
};

// Called on the thread that runs the task; must return quickly.
using ProgressSink = std::function<void(const Progress&)>;

// Gets a small RGB picture of what the latents are becoming, one pixel a latent cell: after the first denoising step
// and then at most four times a second. Making one waits for the device. Same thread as ProgressSink; may be empty.
using PreviewSink = std::function<void(const Image&)>;

struct StageSeconds {
    double load = 0, text = 0, encode = 0, denoise = 0, decode = 0;
};

// A LoRA or ControlNet that took part.
struct UsedAdapter {
    std::string id;
    std::string hash;                       // hex, identifies its weights as modelHash does the model's
    double scale = 1;                       // a LoRA's weight, a ControlNet's scale
    std::optional<int> mode = std::nullopt; // of union nets
    double start = 0, end = 1;
    int matchedKeys = 0, keys = 0; // of a LoRA's file: those that fit a layer, and all
};

struct GenerationResult {
    Image image; // RGB, the asked size
    std::int64_t seed = 0;
    int width = 0, height = 0, steps = 0;
    int stepsRun = 0;    // fewer than steps in img2img and fill with strength < 1
    int stepsReused = 0; // of those, with a step cache: all but the first block was taken from an earlier one
    double cfg = 0;
    std::string modelId;
    std::string modelHash; // hex, identifies the weights by their headers
    std::vector<UsedAdapter> loras, controlNets;
    std::string device; // "cpu" or "cuda:0"
    Precision precision = Precision::Float32;
    std::string memoryPlan; // "resident", or what of the model was streamed or tiled to fit the device's memory
    StageSeconds seconds;
    std::vector<std::string> warnings;
};

} // namespace genserve
