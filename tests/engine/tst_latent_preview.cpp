#include <doctest/doctest.h>

#include <ATen/ATen.h>

#include "models/autoencoder.h"
#include "pipeline/latent_preview.h"
#include "pipeline/latents.h"
#include "weights/parameters.h"

using namespace genserve;
using namespace genserve::pipeline;

namespace {

// Sky over grass with a red disc: what no fitting picture contains.
at::Tensor landscape(std::int64_t side)
{
    const at::Tensor rows = at::linspace(0, 1, side).unsqueeze(1).expand({side, side});
    const at::Tensor columns = at::linspace(0, 1, side).unsqueeze(0).expand({side, side});
    const at::Tensor isSky = (rows < 0.6).to(at::kFloat);
    const at::Tensor sky = at::stack({rows * 0.8, 0.4 + rows * 0.5, at::full_like(rows, 0.9)});
    const at::Tensor grass = at::stack({rows * 0.2, 0.3 + columns * 0.3, rows * 0.1});
    const at::Tensor isDisc = ((rows - 0.35).square() + (columns - 0.6).square() < 0.03).to(at::kFloat);
    const at::Tensor red = at::tensor({0.85f, 0.15f, 0.1f}).view({3, 1, 1});
    const at::Tensor scene = isSky * sky + (1 - isSky) * grass;
    return ((isDisc * red + (1 - isDisc) * scene) * 2 - 1).unsqueeze(0);
}

} // namespace

TEST_SUITE("latent_preview")
{
    TEST_CASE("shows the starter's latents as the small picture that they decode to")
    {
        const c10::InferenceMode inferenceMode;
        const std::filesystem::path folder = GENSERVE_RESOURCES "/starter/vae";
        const auto config = models::AutoencoderConfig::fromFile(folder / "config.json");
        REQUIRE(config.has_value());
        weights::Parameters parameters;
        const models::AutoencoderKL vae(*config, parameters);
        const auto checkpoint = weights::openFolder(folder);
        REQUIRE(checkpoint.has_value());
        REQUIRE(weights::load(parameters, *checkpoint, {}).has_value());

        const std::int64_t cells = 24;
        const at::Tensor picture = landscape(cells * config->scaleFactor());
        const at::Tensor mean = vae.encode(picture).narrow(1, 0, config->latent_channels);
        const at::Tensor latents = packLatents((mean - config->shift_factor) * config->scaling_factor);
        const LatentPreview preview(vae, at::kFloat, at::kCPU);
        const Image shown = preview.render(latents, cells, cells);
        const Image expected = tensorToImage(at::adaptive_avg_pool2d(picture, {cells, cells}));
        REQUIRE(shown.width == cells);
        REQUIRE(shown.height == cells);
        double sum = 0;
        for (std::size_t i = 0; i < shown.pixels.size(); ++i) {
            sum += std::abs(int{shown.pixels[i]} - int{expected.pixels[i]});
        }
        const double meanError = sum / static_cast<double>(shown.pixels.size());
        CAPTURE(meanError);
        CHECK(meanError < 20); // of 255; a grey picture is 60 away
    }
}
