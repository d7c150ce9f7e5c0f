// A LoRA file, whatever its key style, as a table of low-rank pairs under the layer names of diffusers.
//
// Styles: diffusers/PEFT, kohya (sd-scripts, OneTrainer), ComfyUI, BFL's control LoRAs, XLabs, fal; the rules stand in
// src/lora_names.cpp. Reads the header and the alphas, which are single numbers; the matrices stay in the file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "weights/checkpoint.h"

namespace genserve::weights {

enum class LoraTarget { Transformer, ClipText, T5Encoder };

struct LoraLayer {
    LoraTarget target = LoraTarget::Transformer;
    // diffusers' (transformers') name without ".weight"; several where `up` has their rows one after another, as in a
    // fused q, k, v projection.
    std::vector<std::string> modules;
    StoredTensor down;                // [r, in]
    StoredTensor up;                  // [rows, r]
    std::optional<StoredTensor> bias; // [rows]
    double scale = 1.0;               // alpha / r
    // The type of a stored alpha, and whose keys they are: the reference computes with alphas in their own type, and
    // multiplies kohya's matrices by `scale` ahead, in the type they are stored in; both round.
    std::optional<Dtype> alphaDtype;
    bool isKohya = false;
    std::vector<std::string> keys; // its tensors as the file names them
};

// A norm's weight that takes the place of the model's own (control LoRAs).
struct LoraNorm {
    std::string parameter; // "transformer_blocks.0.attn.norm_q.weight"
    StoredTensor weight;
    std::string key;
};

struct LoraFile {
    Checkpoint checkpoint; // the file itself
    std::vector<LoraLayer> layers;
    std::vector<LoraNorm> norms;
    std::vector<std::string> unknownKeys; // tensors that no rule places
    std::size_t keyCount = 0;             // tensors in all
};

// Fails with UnsupportedFormat for adapters of another kind (DoRA, LoKr, LoHa, OFT, ...), which it names, and with
// CorruptFile for half a pair, matrices that do not multiply and alphas that are no number. A file without any LoRA
// tensor is opened; its layers are empty. To know what a file is, its header is enough: alphas that are left unread,
// hundreds of reads all over the file, have a scale without meaning.
enum class LoraAlphas { Read, Leave };
Expected<LoraFile> openLora(const std::filesystem::path& file, LoraAlphas alphas = LoraAlphas::Read);

} // namespace genserve::weights
