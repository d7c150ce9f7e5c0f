#include "pipeline/latent_preview.h"

#include <ATen/ATen.h>

#include "pipeline/latents.h"

namespace genserve::pipeline {
namespace {

constexpr std::int64_t FluxChannels = 16;
constexpr double FluxScale = 0.3611;
constexpr double FluxShift = 0.1159;

at::Tensor publishedMap(at::Device device)
{
    return at::tensor({-0.0346f, 0.0244f,  0.0681f,  0.0034f,  0.0210f,  0.0687f,  0.0275f,  -0.0668f, -0.0433f,
                       -0.0174f, 0.0160f,  0.0617f,  0.0859f,  0.0721f,  0.0329f,  0.0004f,  0.0383f,  0.0115f,
                       0.0405f,  0.0861f,  0.0915f,  -0.0236f, -0.0185f, -0.0259f, -0.0245f, 0.0250f,  0.1180f,
                       0.1008f,  0.0755f,  -0.0421f, -0.0515f, 0.0201f,  0.0011f,  0.0428f,  -0.0012f, -0.0036f,
                       0.0817f,  0.0765f,  0.0749f,  -0.1264f, -0.0522f, -0.1103f, -0.0280f, -0.0881f, -0.0499f,
                       -0.1262f, -0.0982f, -0.0778f, -0.0329f, -0.0718f, -0.0851f})
        .view({FluxChannels + 1, 3})
        .to(device);
}

// Soft fields of all colours with some edges: [1, 3, H, W] in -1..1, the same in every process.
at::Tensor colourFields(std::int64_t side)
{
    auto generator = cpuGenerator(0);
    const auto field = [&](std::int64_t cells, bool isSmooth) {
        const at::Tensor colours = at::rand({1, 3, cells, cells}, generator, at::kFloat) * 2 - 1;
        return isSmooth ? at::upsample_bilinear2d(colours, {side, side}, true)
                        : at::upsample_nearest2d(colours, {side, side});
    };
    constexpr std::int64_t Coarse = 4;
    constexpr std::int64_t Fine = 11;
    return (0.7 * field(Coarse, true) + 0.6 * field(Fine, false)).clamp(-1, 1);
}

// Least squares by the normal equations; a touch of ridge keeps dead channels from making them singular.
at::Tensor fittedMap(const models::AutoencoderKL& vae, at::ScalarType dtype, at::Device device)
{
    constexpr std::int64_t Cells = 32;
    constexpr double Ridge = 1e-4;
    const auto& config = vae.config();
    const at::Tensor picture = colourFields(Cells * config.scaleFactor());
    const at::Tensor mean = vae.encode(picture.to(device, dtype)).narrow(1, 0, config.latent_channels);
    const at::Tensor z = (mean.to(at::kCPU, at::kDouble) - config.shift_factor) * config.scaling_factor;
    const at::Tensor inputs = at::cat({z.flatten(2)[0].t(), at::ones({Cells * Cells, 1}, at::kDouble)}, 1);
    const at::Tensor colours = at::adaptive_avg_pool2d(picture, {Cells, Cells}).flatten(2)[0].t().to(at::kDouble);
    const at::Tensor normal = inputs.t().mm(inputs) + Ridge * at::eye(inputs.size(1), at::kDouble) * Cells * Cells;
    return at::linalg_solve(normal, inputs.t().mm(colours)).to(device, at::kFloat);
}

bool isFluxAutoencoder(const models::AutoencoderConfig& config)
{
    return config.latent_channels == FluxChannels && config.scaling_factor == FluxScale
           && config.shift_factor == FluxShift;
}

} // namespace

LatentPreview::LatentPreview(const models::AutoencoderKL& vae, at::ScalarType dtype, at::Device device)
    : m_map(isFluxAutoencoder(vae.config()) ? publishedMap(device) : fittedMap(vae, dtype, device))
{
}

Image LatentPreview::render(const at::Tensor& latents, std::int64_t height, std::int64_t width) const
{
    const at::Tensor cells = unpackLatents(latents.to(at::kFloat), height, width).flatten(2)[0].t(); // [h * w, C]
    const std::int64_t channels = m_map.size(0) - 1;
    const at::Tensor rgb = at::addmm(m_map[channels], cells, m_map.narrow(0, 0, channels)); // [h * w, 3]
    return tensorToImage(rgb.t().reshape({1, 3, height, width}));
}

} // namespace genserve::pipeline
