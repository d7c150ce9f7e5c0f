// Finds the parts of a FLUX model in a safetensors file by its tensors, and gives them diffusers' names.
//
// BFL's and ComfyUI's files fuse what diffusers keeps apart (qkv, linear1) and swap halves of the last modulation. Both
// are only rows of a stored tensor, so a mapped tensor is a list of byte ranges of the file: nothing is read or copied.
#pragma once

#include <string_view>

#include "base/error.h"
#include "weights/checkpoint.h"

namespace genserve::weights {

enum class Part { Transformer, ControlNet, Autoencoder, ClipText, T5Encoder };

// For messages: "FLUX transformer", "FLUX ControlNet", "autoencoder", "CLIP text encoder", "T5 encoder".
std::string_view toString(Part part);

// Whether the file holds that part, under diffusers' (transformers') or BFL's (LDM's) names and under any prefix, such
// as ComfyUI's "model.diffusion_model.". Adapters (LoRA, ControlNet) and other networks lack some of its tensors.
bool holds(const Checkpoint& file, Part part);

// The part's tensors alone, under the names of diffusers (of transformers without "text_model."); a table of the same
// files. Fails with UnsupportedFormat where the file lacks the part or is quantised (see checkStorage), with
// CorruptFile where a fused tensor can't be cut into its pieces or two tensors would take one name.
Expected<Checkpoint> extract(const Checkpoint& file, Part part);

// UnsupportedFormat, naming a tensor, where weights are stored as codes with scales of their own: bitsandbytes (NF4,
// int8), GPTQ, SVDQuant, float8 or float4 by blocks. float8 passes, plain or with one scale a tensor.
Expected<void> checkStorage(const Checkpoint& file);

enum class Adapter { None, Lora, ControlNet, Redux };

// Files that change a model rather than being one.
Adapter adapterOf(const Checkpoint& file);

} // namespace genserve::weights
