#include <utility>

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "denoising_run.h"
#include "imaging/prepare.h"

namespace genserve::pipeline {
namespace {

constexpr std::uint8_t PictureFill = 127; // resize_mode pad: mid-grey
constexpr std::uint8_t MaskFill = 0;      // ... and nothing to repaint there

Image fitted(const Image& image, const ResolvedRequest& request, std::uint8_t padValue)
{
    return imaging::fitImage(image, request.width, request.height, request.resizeMode, padValue);
}

// FluxPipeline.__call__: pure noise is denoised.
Expected<void> textToImage(DenoisingRun& run) { return run.denoise(packLatents(run.drawNoise()), 0); }

// FluxImg2ImgPipeline.__call__: the picture's latents, noised to the level that strength asks for.
Expected<void> imageToImage(DenoisingRun& run, const Image& prepared, int first)
{
    const at::Tensor image_latents = packLatents(run.encode(prepared));
    const at::Tensor noise = packLatents(run.drawNoise());
    return run.denoise(run.scaleNoise(image_latents, noise, first), first);
}

// FluxInpaintPipeline.__call__: as img2img, but after every step what the mask leaves black is put back.
Expected<void> inpaint(DenoisingRun& run, const Image& prepared, const Image& mask, int first)
{
    const at::Tensor image_latents = packLatents(run.encode(prepared));
    const at::Tensor noise = packLatents(run.drawNoise());
    run.keepOutside(mask, image_latents, noise);
    return run.denoise(run.scaleNoise(image_latents, noise, first), first);
}

Expected<void> runMode(DenoisingRun& run, const ResolvedRequest& request, const Image& prepared, const Image& mask,
                       int first)
{
    switch (request.mode) {
    case Mode::ImageToImage: return imageToImage(run, prepared, first);
    case Mode::Fill: return inpaint(run, prepared, mask, first);
    default: return textToImage(run);
    }
}

} // namespace

Expected<PipelineOutput> FluxPipeline::run(const ResolvedRequest& request, const ProgressSink& progress,
                                           std::stop_token stop)
{
    const c10::InferenceMode inferenceMode;
    const Image prepared = request.input == nullptr ? Image{} : fitted(*request.input, request, PictureFill);
    if (request.mode != Mode::TextToImage && request.strength == 0) {
        PipelineOutput untouched;
        untouched.image = prepared;
        return untouched;
    }
    const int first = request.mode == Mode::TextToImage ? 0 : firstStep(request.steps, request.strength);
    if (first >= request.steps) {
        return failure(ErrorCode::InvalidArgument,
                       "strength: too small for " + std::to_string(request.steps) + " steps, no step would be run");
    }
    const Image mask = request.mask == nullptr ? Image{} : imaging::toGrey(fitted(*request.mask, request, MaskFill));

    DenoisingRun run(*m_parts, request, progress, std::move(stop));
    auto output =
        run.encodePrompts().and_then([&] { return runMode(run, request, prepared, mask, first); }).and_then([&] {
            return run.decode();
        });
    if (output && request.mode == Mode::Fill && request.pasteBack) {
        output->image = imaging::pasteBack(prepared, output->image, mask);
    }
    return output;
}

} // namespace genserve::pipeline
