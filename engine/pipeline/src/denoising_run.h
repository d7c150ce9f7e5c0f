// One picture in the making: what all modes share.
//
// Mirrors the FLUX pipelines @ diffusers 0.42.1. All random numbers come from one generator, so the order in which
// encode() and drawNoise() are called is part of every mode (docs/porting-notes.md).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include "control_guidance.h"
#include "imaging/prepare.h"
#include "pipeline/latents.h"
#include "pipeline_parts.h"
#include "stage_clock.h"
#include "work_area.h"

namespace genserve::pipeline {

class DenoisingRun {
public:
    // Borrows all but stop for its lifetime. member: see FluxPipeline::run().
    DenoisingRun(const PipelineParts& parts, const ResolvedRequest& request, const WorkArea& area,
                 const ProgressSink& progress, const PreviewSink& preview, std::stop_token stop,
                 kernels::TeamMember* member);

    // Says where the run is; fails with Cancelled once a stop was requested.
    Expected<void> enter(Stage stage, int step, int steps) const;

    // textLoras: LoraStack::textIdentity().
    Expected<void> encodePrompts(const std::string& textLoras);

    // [1, C, h, w], unpacked, in the model's dtype.
    at::Tensor drawNoise();
    // A picture of the work area's size -> [1, 3, H, W] in -1..1, on the grid.
    [[nodiscard]] at::Tensor pixels(const Image& picture) const;
    // Such pixels -> a sample of their latents, shifted and scaled: [1, C, h, w]. Draws.
    at::Tensor encode(const at::Tensor& sample);
    // Draws as encode() does, where what it would give has no weight.
    void skipEncode() { drawNoise(); }
    // scale_noise: the level of step `first`; packed in, packed out.
    [[nodiscard]] at::Tensor scaleNoise(const at::Tensor& clean, const at::Tensor& noise, int step) const;
    // From now on every step puts the noised clean latents back where the grey mask (work area) is below 128.
    void keepOutside(const Image& mask, const at::Tensor& clean, const at::Tensor& noise);
    // Fill: from now on the transformer sees the picture without what the mask has from 128 on, and the mask. Draws.
    void showOutside(const Image& picture, const Image& mask);
    // Control models: from now on the transformer sees these packed latents too.
    void addChannels(const at::Tensor& tokens);
    // From now on the net acts on the transformer. Borrows it. controlnet_cond: see models::ControlNetInputs.
    void addControlNet(const models::FluxControlNetModel& net, const ControlNetUse& use,
                       const at::Tensor& controlnet_cond);

    // Runs the steps from `first` on packed latents.
    Expected<void> denoise(at::Tensor latents, int first);
    // The picture of the last latents, cropped to the work area, and all that is known about the run. Only the first
    // member of a team makes the picture.
    Expected<PipelineOutput> decode();

private:
    [[nodiscard]] at::Tensor velocity(const at::Tensor& latents, int step, int first);
    // What the latents at `sigma`, moving with `velocity`, are becoming; not more often than the sink is promised.
    void showPreview(const at::Tensor& latents, const at::Tensor& velocity, float sigma);
    // Where memory is short, a stage must not find it cut up by the one before.
    void giveBackCached() const;
    [[nodiscard]] at::Tensor putBack(const at::Tensor& latents, int step) const;

    const PipelineParts& m_parts;
    const ResolvedRequest& m_request;
    const ProgressSink& m_progress;
    const PreviewSink& m_preview;
    std::optional<std::chrono::steady_clock::time_point> m_lastPreview;
    std::stop_token m_stop;
    kernels::TeamMember* m_member;
    const WorkArea& m_area;
    imaging::GridSize m_grid;
    std::int64_t m_latentHeight, m_latentWidth; // cells
    Schedule m_schedule;
    at::Generator m_generator;
    StageClock m_clock;

    models::ControlNetInputs m_inputs; // of the prompt; without a control picture
    models::FluxConditions m_conditions, m_negativeConditions;
    std::optional<models::FirstBlockCache> m_cache, m_negativeCache; // of the prompts; empty without a step cache
    ControlGuidance m_guidance;
    at::Tensor m_channels;                         // packed; undefined unless the transformer sees more than latents
    at::Tensor m_keptLatents, m_keptNoise, m_mask; // packed; undefined unless inpainting
    at::Tensor m_latents;
    PipelineOutput m_output;
};

} // namespace genserve::pipeline
