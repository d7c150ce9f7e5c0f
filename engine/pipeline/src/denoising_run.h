// One picture in the making: what all modes share.
//
// Mirrors the FLUX pipelines @ diffusers 0.42.1, also in the order of their random draws: eps of the input picture,
// then noise. (Inpainting draws a third time there, for a result that is not used.)
#pragma once

#include <cstdint>
#include <stop_token>

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include "imaging/prepare.h"
#include "pipeline/latents.h"
#include "pipeline_parts.h"
#include "stage_clock.h"

namespace genserve::pipeline {

class DenoisingRun {
public:
    // Borrows all but stop for its lifetime.
    DenoisingRun(const PipelineParts& parts, const ResolvedRequest& request, const ProgressSink& progress,
                 std::stop_token stop);

    Expected<void> encodePrompts();

    // [1, C, h, w], unpacked, in the model's dtype.
    at::Tensor drawNoise();
    // A picture of the asked size -> a sample of its latents, shifted and scaled: [1, C, h, w].
    at::Tensor encode(const Image& prepared);
    // scale_noise: the level of step `first`; packed in, packed out.
    [[nodiscard]] at::Tensor scaleNoise(const at::Tensor& clean, const at::Tensor& noise, int step) const;
    // From now on every step puts the noised clean latents back where the grey mask (asked size) is below 128.
    void keepOutside(const Image& mask, const at::Tensor& clean, const at::Tensor& noise);

    // Runs the steps from `first` on packed latents.
    Expected<void> denoise(at::Tensor latents, int first);
    // The picture of the last latents, cropped to the asked size, and all that is known about the run.
    Expected<PipelineOutput> decode();

private:
    [[nodiscard]] at::Tensor velocity(const at::Tensor& latents, int step) const;
    [[nodiscard]] at::Tensor putBack(const at::Tensor& latents, int step) const;
    Expected<void> enter(Stage stage, int step, int steps) const;

    const PipelineParts& m_parts;
    const ResolvedRequest& m_request;
    const ProgressSink& m_progress;
    std::stop_token m_stop;
    imaging::GridSize m_grid;
    std::int64_t m_latentHeight, m_latentWidth; // cells
    Schedule m_schedule;
    at::Generator m_generator;
    StageClock m_clock;

    models::FluxConditions m_conditions, m_negativeConditions;
    at::Tensor m_keptLatents, m_keptNoise, m_mask; // packed; undefined unless inpainting
    at::Tensor m_latents;
    PipelineOutput m_output;
};

} // namespace genserve::pipeline
