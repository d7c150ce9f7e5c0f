// Stored runs of diffusers (pipeline_* and controlled_* goldens) through our own pipeline.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "golden.h"
#include "pipeline/flux_pipeline.h"

namespace genserve::test {

// bf16 rounds differently in another order of operations: each stored run is within this of its fp32 twin too.
constexpr double LatentTolerance = 1e-4;     // relative L2, fp32
constexpr double LatentToleranceBf16 = 0.05; // relative L2
constexpr double MinPsnr = 71;               // dB, fp32

// Parts of a tiny model below tests/data; fails the test where they can't be opened.
pipeline::ModelParts openTiny(const std::string& location);
std::unique_ptr<pipeline::FluxPipeline> loadTiny(const pipeline::ModelParts& parts, at::ScalarType dtype = at::kFloat);

// A catalogue's entry for a tiny model, which makes pictures from text, pictures and masks.
pipeline::CatalogueEntry anyModel();

// uint8 [H, W] or [H, W, 3].
Image imageOf(const at::Tensor& bytes);

// Names of the goldens that begin so.
std::vector<std::string> goldensNamed(const std::string& start);

// Steps, latents and picture within the tolerances of the run's precision.
void checkRun(const pipeline::PipelineOutput& output, const Golden& golden);

} // namespace genserve::test
