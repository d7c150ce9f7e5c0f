#include "denoising_run.h"

#include <utility>

#include <ATen/ATen.h>
#include <c10/core/CachingDeviceAllocator.h>

namespace genserve::pipeline {
namespace {

constexpr std::chrono::milliseconds PreviewInterval{250}; // as often as a window redraws previews
constexpr double TimestepScale = 1000;                    // FluxPipeline.__call__: timestep / 1000

// The tiers' thresholds: see docs/performance.md for what they cost.
double thresholdOf(StepCache cache)
{
    switch (cache) {
    case StepCache::Off: break;
    case StepCache::Light: return 0.06;
    case StepCache::Medium: return 0.08;
    case StepCache::Strong: return 0.12;
    }
    return 0;
}

models::FirstBlockCache* pointerTo(std::optional<models::FirstBlockCache>& cache) { return cache ? &*cache : nullptr; }

// scheduler.step: x + (sigma_next - sigma) * v in fp32, but for the product, which is rounded to v's dtype there.
at::Tensor eulerStep(const at::Tensor& sample, const at::Tensor& velocity, float sigma, float sigmaNext)
{
    const at::Tensor product = velocity * (sigmaNext - sigma);
    return (sample.to(at::kFloat) + product).to(velocity.scalar_type());
}

} // namespace

DenoisingRun::DenoisingRun(const PipelineParts& parts, const ResolvedRequest& request, const WorkArea& area,
                           const ProgressSink& progress, const PreviewSink& preview, std::stop_token stop,
                           kernels::TeamMember* member)
    : m_parts(parts),
      m_request(request),
      m_progress(progress),
      m_preview(preview),
      m_stop(std::move(stop)),
      m_member(member),
      m_area(area),
      m_grid(imaging::gridSize(area.width(), area.height(), parts.grid())),
      m_latentHeight(m_grid.height / parts.vae->config().scaleFactor()),
      m_latentWidth(m_grid.width / parts.vae->config().scaleFactor()),
      m_schedule(makeSchedule(parts.scheduler, request.steps, (m_latentHeight / 2) * (m_latentWidth / 2))),
      m_generator(cpuGenerator(request.seed)),
      m_clock(parts.options.device)
{
}

Expected<void> DenoisingRun::enter(Stage stage, int step, int steps) const
{
    if (m_stop.stop_requested()) {
        return failure(ErrorCode::Cancelled, "cancelled");
    }
    if (m_progress) {
        m_progress({stage, step, steps});
    }
    return {};
}

Expected<void> DenoisingRun::encodePrompts(const std::string& textLoras)
{
    if (auto entered = enter(Stage::Text, 0, 1); !entered) {
        return entered;
    }
    const auto& options = m_parts.options;
    // t.to(latents.dtype) / 1000: the time passes through the model's dtype, as in the reference.
    const at::Tensor timesteps =
        at::tensor(m_schedule.timesteps, at::kFloat).to(options.device, options.dtype) / TimestepScale;
    const at::Tensor txt_ids =
        at::zeros({m_request.maxSequenceLength, 3}, at::TensorOptions().dtype(at::kFloat).device(options.device));
    const at::Tensor img_ids = latentImageIds(m_latentHeight, m_latentWidth, options.device);
    const auto conditionsOf = [&](const PromptEmbeds& embeds) {
        return m_parts.transformer->prepare(embeds.tokens, embeds.pooled, timesteps, m_request.cfg, txt_ids, img_ids,
                                            m_member);
    };
    const auto encode = [&](const PromptTexts& texts) {
        return m_parts.prompts->encode(texts, m_parts.loading(m_stop));
    };
    // Both before what the transformer makes of them: encoders may come and go.
    const auto texts = promptsOf(m_request, textLoras);
    const auto embeds = encode(texts.front());
    const auto negative = m_request.useTrueCfg ? encode(texts.back()) : PromptEmbeds();
    if (!embeds || !negative) {
        return tl::unexpected(embeds ? negative.error() : embeds.error());
    }
    if (!embeds->cut.empty()) {
        m_output.warnings.push_back("the end of the prompt was cut off: \"" + embeds->cut + "\"");
    }
    m_conditions = conditionsOf(*embeds);
    m_inputs = {.encoder_hidden_states = embeds->tokens,
                .pooled_projections = embeds->pooled,
                .timesteps = timesteps,
                .guidance = m_request.cfg,
                .txt_ids = txt_ids,
                .img_ids = img_ids,
                .controlnet_cond = {}};
    if (m_request.useTrueCfg) {
        m_negativeConditions = conditionsOf(*negative);
    }
    m_parts.modulations->rest();
    giveBackCached();
    m_output.seconds.text = m_clock.lap();
    return {};
}

at::Tensor DenoisingRun::drawNoise()
{
    return pipeline::drawNoise(m_generator, m_parts.vae->config().latent_channels, m_latentHeight, m_latentWidth,
                               m_parts.options.dtype, m_parts.options.device);
}

at::Tensor DenoisingRun::pixels(const Image& picture) const
{
    return imageToTensor(imaging::padReplicate(picture, m_grid), m_parts.options.dtype, m_parts.options.device);
}

at::Tensor DenoisingRun::encode(const at::Tensor& sample)
{
    const auto& config = m_parts.vae->config();
    const auto moments = m_parts.vae->encode(sample, m_parts.plan.tiledLevels).chunk(2, 1);
    // DiagonalGaussianDistribution.sample
    const at::Tensor std = at::exp(0.5 * moments[1].clamp(-30.0, 20.0));
    const at::Tensor z = moments[0] + std * drawNoise();
    m_output.seconds.encode += m_clock.lap();
    return (z - config.shift_factor) * config.scaling_factor;
}

at::Tensor DenoisingRun::scaleNoise(const at::Tensor& clean, const at::Tensor& noise, int step) const
{
    // sigma takes the sample's dtype before it is subtracted from 1.
    const at::Tensor sigma = at::full({1}, m_schedule.sigmas[static_cast<std::size_t>(step)], clean.options());
    return sigma * noise + (1.0 - sigma) * clean;
}

void DenoisingRun::keepOutside(const Image& mask, const at::Tensor& clean, const at::Tensor& noise)
{
    m_mask = maskToTokens(imaging::padZero(mask, m_grid), m_parts.vae->config().latent_channels, m_latentHeight,
                          m_latentWidth, m_parts.options.dtype, m_parts.options.device);
    m_keptLatents = clean;
    m_keptNoise = noise;
}

void DenoisingRun::showOutside(const Image& picture, const Image& mask)
{
    const auto& options = m_parts.options;
    const Image whole = imaging::padZero(mask, m_grid);
    const at::Tensor outside = (1 - binaryMask(whole)).to(options.dtype).to(options.device);
    const at::Tensor masked_image_latents = packLatents(encode(pixels(picture) * outside));
    addChannels(masked_image_latents);
    addChannels(maskToChannels(whole, m_parts.vae->config().scaleFactor(), options.dtype, options.device));
}

void DenoisingRun::addChannels(const at::Tensor& tokens)
{
    m_channels = m_channels.defined() ? at::cat({m_channels, tokens}, 1) : tokens;
}

void DenoisingRun::addControlNet(const models::FluxControlNetModel& net, const ControlNetUse& use,
                                 const at::Tensor& controlnet_cond)
{
    models::ControlNetInputs inputs = m_inputs;
    inputs.controlnet_cond = controlnet_cond;
    inputs.member = m_member;
    m_guidance.add(net, use, std::move(inputs));
}

at::Tensor DenoisingRun::velocity(const at::Tensor& latents, int step, int first)
{
    const at::Tensor hidden_states = m_channels.defined() ? at::cat({latents, m_channels}, 1) : latents;
    const auto residuals = m_guidance.residuals(latents, step, first, m_request.steps);
    at::Tensor noise_pred =
        m_parts.transformer->forward(hidden_states, m_conditions, step, residuals, pointerTo(m_cache));
    if (m_request.useTrueCfg) {
        // The nets see the prompt only, as in FluxControlNetPipeline.
        const at::Tensor negative = m_parts.transformer->forward(hidden_states, m_negativeConditions, step, residuals,
                                                                 pointerTo(m_negativeCache));
        noise_pred = negative + m_request.trueCfgScale * (noise_pred - negative);
    }
    return noise_pred;
}

at::Tensor DenoisingRun::putBack(const at::Tensor& latents, int step) const
{
    const bool isLast = step + 1 == m_request.steps;
    const at::Tensor known = isLast ? m_keptLatents : scaleNoise(m_keptLatents, m_keptNoise, step + 1);
    return (1 - m_mask) * known + m_mask * latents;
}

Expected<void> DenoisingRun::denoise(at::Tensor latents, int first)
{
    const int count = m_request.steps - first;
    if (m_request.stepCache != StepCache::Off && m_member != nullptr) {
        m_output.warnings.emplace_back("step_cache is not used where several devices make one picture");
    } else if (m_request.stepCache != StepCache::Off) {
        m_cache.emplace(thresholdOf(m_request.stepCache));
        m_negativeCache = m_cache;
    }
    for (int step = first; step < m_request.steps; ++step) {
        if (auto entered = enter(Stage::Denoise, step - first, count); !entered) {
            return entered;
        }
        const auto index = static_cast<std::size_t>(step);
        const float sigmaNext = m_schedule.sigmas[index + 1];
        const at::Tensor v = velocity(latents, step, first);
        latents = eulerStep(latents, v, m_schedule.sigmas[index], sigmaNext);
        if (m_mask.defined()) {
            latents = putBack(latents, step);
        }
        showPreview(latents, v, sigmaNext);
        if (m_member != nullptr) {
            m_member->check();
            if (m_guidance.startsAtOnce()) { // then the first step has loaded and taken whatever a step needs
                m_member->runAhead();
            }
        }
    }
    m_latents = latents;
    m_output.stepsRun = count;
    m_output.stepsReused = m_cache ? m_cache->reused() : 0;
    m_output.seconds.denoise = m_clock.lap();
    return enter(Stage::Denoise, count, count);
}

void DenoisingRun::showPreview(const at::Tensor& latents, const at::Tensor& velocity, float sigma)
{
    const auto now = std::chrono::steady_clock::now();
    if (!m_preview || (m_lastPreview && now - *m_lastPreview < PreviewInterval)) {
        return;
    }
    m_lastPreview = now;
    if (m_member != nullptr) {
        m_member->waitForDevice();
    }
    const auto& options = m_parts.options;
    if (!m_parts.preview) {
        m_parts.preview = std::make_unique<LatentPreview>(*m_parts.vae, options.dtype, options.device);
    }
    // Along its present way the sample arrives at x - sigma v.
    m_preview(m_parts.preview->render(latents.to(at::kFloat) - velocity.to(at::kFloat) * sigma, m_latentHeight,
                                      m_latentWidth));
}

void DenoisingRun::giveBackCached() const
{
    const auto& device = m_parts.options.device;
    if (!device.is_cpu() && m_parts.plan != MemoryPlan{}) {
        c10::getDeviceAllocator(device.type())->emptyCache();
    }
}

Expected<PipelineOutput> DenoisingRun::decode()
{
    if (auto entered = enter(Stage::Decode, 0, 1); !entered) {
        return tl::unexpected(entered.error());
    }
    const auto& config = m_parts.vae->config();
    const at::Tensor z =
        unpackLatents(m_latents, m_latentHeight, m_latentWidth) / config.scaling_factor + config.shift_factor;
    giveBackCached();
    if (m_member != nullptr) {
        m_member->runInStep(); // its layers may load and take what they need for the first time
    }
    const at::Tensor sample = m_parts.vae->decode(z, m_parts.plan.tiledLevels, m_member);
    if (m_member != nullptr) {
        m_member->finish();
    }
    m_output.latents = m_latents;
    if (!sample.defined()) { // another member has it
        return std::move(m_output);
    }
    if (at::isnan(sample).any().item<bool>()) {
        return failure(ErrorCode::Internal, "the model computed invalid numbers (NaN); another precision may help");
    }
    m_output.image = imaging::cropToSize(tensorToImage(sample), m_grid, m_area.width(), m_area.height());
    m_output.seconds.decode = m_clock.lap();
    return std::move(m_output);
}

} // namespace genserve::pipeline
