// Which files may complete a single file, the nearest first.
#pragma once

#include <filesystem>
#include <vector>

#include "weight_file.h"

namespace genserve::pipeline {

// The given files in the order in which they are asked: those beside the model, those in the neighbouring folders of
// a ComfyUI tree (diffusion_models/x.safetensors and text_encoders/, clip/, vae/), then all others as they come.
// Paths are absolute.
Candidates nearestFirst(const std::filesystem::path& model, const std::vector<WeightFile>& files);

// The files of the first two kinds, read from disk.
std::vector<WeightFile> filesNear(const std::filesystem::path& model);

} // namespace genserve::pipeline
