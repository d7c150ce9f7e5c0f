#include <algorithm>
#include <utility>

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "denoising_run.h"

namespace genserve::pipeline {
namespace {

// A run that begins with the input picture rather than with pure noise.
bool startsFromPicture(const ResolvedRequest& request)
{
    return request.mode == Mode::ImageToImage || request.mode == Mode::Fill
           || (request.mode == Mode::ControlNet && request.input != nullptr && request.strength < 1);
}

// FluxPipeline.__call__: pure noise is denoised.
Expected<void> textToImage(DenoisingRun& run) { return run.denoise(packLatents(run.drawNoise()), 0); }

// FluxImg2ImgPipeline.__call__: the picture's latents, noised to the level that strength asks for.
Expected<void> imageToImage(DenoisingRun& run, const WorkArea& area, int first)
{
    const at::Tensor image_latents = packLatents(run.encode(run.pixels(area.picture())));
    const at::Tensor noise = packLatents(run.drawNoise());
    return run.denoise(run.scaleNoise(image_latents, noise, first), first);
}

// FluxInpaintPipeline.__call__: as img2img, but after every step what the mask leaves black is put back. (The reference
// draws once more, for a result that is not used.)
Expected<void> inpaint(DenoisingRun& run, const WorkArea& area, int first)
{
    const at::Tensor image_latents = packLatents(run.encode(run.pixels(area.picture())));
    const at::Tensor noise = packLatents(run.drawNoise());
    run.keepOutside(area.mask(), image_latents, noise);
    return run.denoise(run.scaleNoise(image_latents, noise, first), first);
}

// FluxFillPipeline.__call__: the model itself sees what is to stay, and where.
Expected<void> fill(DenoisingRun& run, const WorkArea& area, int first)
{
    if (first == 0) { // Noise alone. The reference encodes the picture all the same and gives it the weight 0.
        run.skipEncode();
        const at::Tensor noise = packLatents(run.drawNoise());
        run.showOutside(area.picture(), area.mask());
        return run.denoise(noise, 0);
    }
    const at::Tensor image_latents = packLatents(run.encode(run.pixels(area.picture())));
    const at::Tensor noise = packLatents(run.drawNoise());
    run.showOutside(area.picture(), area.mask());
    return run.denoise(run.scaleNoise(image_latents, noise, first), first);
}

// One step of the encoding stage is one picture.
int picturesOf(const ResolvedRequest& request, const ControlNetCache::Nets& nets)
{
    return static_cast<int>(nets.size()) + (request.control != nullptr ? 1 : 0) + (startsFromPicture(request) ? 1 : 0);
}

// What the modes of FluxControl...Pipeline and FluxControlNet...Pipeline do before their likes without control.
Expected<void> showControl(DenoisingRun& run, const ResolvedRequest& request, const WorkArea& area,
                           const ControlNetCache::Nets& nets)
{
    const int pictures = picturesOf(request, nets);
    int shown = 0;
    if (request.control != nullptr) {
        if (auto entered = run.enter(Stage::Encode, shown++, pictures); !entered) {
            return entered;
        }
        if (request.mode == Mode::Fill) {
            run.skipEncode(); // FluxControlInpaintPipeline encodes the masked picture first, and does not use it
        }
        run.addChannels(packLatents(run.encode(run.pixels(area.control(*request.control)))));
    }
    for (std::size_t i = 0; i < nets.size(); ++i) {
        if (auto entered = run.enter(Stage::Encode, shown++, pictures); !entered) {
            return entered;
        }
        const ControlNetUse& use = request.controlNets[i];
        const at::Tensor pixels = run.pixels(area.control(*use.image));
        run.addControlNet(*nets[i], use, nets[i]->config().seesPixels() ? pixels : packLatents(run.encode(pixels)));
    }
    return shown < pictures ? run.enter(Stage::Encode, shown, pictures) : Expected<void>{};
}

Expected<void> runMode(DenoisingRun& run, const ResolvedRequest& request, const WorkArea& area, InputChannels input,
                       int first)
{
    if (request.mode == Mode::Fill) {
        return input == InputChannels::WithMask ? fill(run, area, first) : inpaint(run, area, first);
    }
    return startsFromPicture(request) ? imageToImage(run, area, first) : textToImage(run);
}

// What the model's input layer must be given. A request that went through resolveRequest() never fails here.
Expected<void> checkInput(const ResolvedRequest& request, InputChannels input)
{
    if (input == InputChannels::WithControl && request.control == nullptr) {
        return tl::unexpected(requestError({{"control_image", "is required by this model"}}));
    }
    if (input == InputChannels::WithMask && request.mode != Mode::Fill) {
        return tl::unexpected(requestError({{"mode", "this model can only fill"}}));
    }
    if (input == InputChannels::WithMask && request.control != nullptr) {
        return tl::unexpected(requestError({{"control_image", "a Fill model can only be controlled by ControlNets"}}));
    }
    const auto isBlind = [](const ControlNetUse& use) { return use.image == nullptr; };
    if (std::ranges::any_of(request.controlNets, isBlind)) {
        return tl::unexpected(requestError({{"control_image", "is required by a ControlNet"}}));
    }
    return {};
}

Expected<ControlNetCache::Nets> netsOf(PipelineParts& parts, const ResolvedRequest& request,
                                       const ProgressSink& progress, const std::stop_token& stop)
{
    const auto& config = parts.transformer->config();
    const ControlNetFit fit{config.out_channels, config.innerDim(), config.joint_attention_dim,
                            config.pooled_projection_dim, parts.grid()};
    return parts.controlNets.take(request.controlNets, fit, parts.options, progress, stop);
}

} // namespace

Expected<PipelineOutput> FluxPipeline::run(const ResolvedRequest& request, const ProgressSink& progress,
                                           std::stop_token stop, const PreviewSink& preview,
                                           kernels::TeamMember* member)
{
    const c10::InferenceMode inferenceMode;
    if (auto checked = checkInput(request, m_parts->input); !checked) {
        return tl::unexpected(checked.error());
    }
    const WorkArea area(request, m_parts->grid());
    if (startsFromPicture(request) && request.strength == 0) {
        if (member != nullptr) {
            member->finish();
        }
        PipelineOutput untouched;
        untouched.image = area.prepared();
        return untouched;
    }
    const int first = startsFromPicture(request) ? firstStep(request.steps, request.strength) : 0;
    if (first >= request.steps) {
        return failure(ErrorCode::InvalidArgument,
                       "strength: too small for " + std::to_string(request.steps) + " steps, no step would be run");
    }
    StageClock clock(m_parts->options.device);
    const auto nets = netsOf(*m_parts, request, progress, stop);
    if (!nets) {
        return tl::unexpected(nets.error());
    }
    const auto loras = LoraStack::apply(*m_parts, request, stop);
    if (!loras) {
        return tl::unexpected(loras.error());
    }
    const double loadSeconds = clock.lap();
    DenoisingRun run(*m_parts, request, area, progress, preview, std::move(stop), member);
    auto output = run.encodePrompts(loras->textIdentity())
                      .and_then([&] { return showControl(run, request, area, *nets); })
                      .and_then([&] { return runMode(run, request, area, m_parts->input, first); })
                      .and_then([&] { return run.decode(); });
    if (output) {
        if (!output->image.isEmpty()) {
            output->image = area.finish(std::move(output->image));
        }
        output->seconds.load = loadSeconds;
        output->warnings.insert(output->warnings.end(), loras->warnings().begin(), loras->warnings().end());
        output->loraCounts = loras->counts();
    }
    return output;
}

} // namespace genserve::pipeline
