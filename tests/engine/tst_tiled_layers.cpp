// The autoencoder with its largest maps in tiles, or with its rows shared by a team, against the whole picture at once.
#include <doctest/doctest.h>

#include <cmath>

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "crew.h"
#include "golden.h"
#include "gpu.h"
#include "models/autoencoder.h"
#include "pipeline/latents.h"

using namespace genserve;

namespace {

// Three levels, so that two can be tiled; random weights of a size that keeps the maps alive.
struct Subject {
    models::AutoencoderConfig config;
    weights::Parameters parameters;
    std::unique_ptr<models::AutoencoderKL> autoencoder;

    explicit Subject(at::ScalarType dtype, at::Device device = at::kCPU)
    {
        config.block_out_channels = {8, 8, 16};
        config.layers_per_block = 2;
        config.norm_num_groups = 4;
        config.use_quant_conv = config.use_post_quant_conv = false;
        autoencoder = std::make_unique<models::AutoencoderKL>(config, parameters);
        auto generator = pipeline::cpuGenerator(7);
        for (const auto& parameter : parameters.all()) {
            const auto& shape = parameter.shapes.front();
            const bool isFactor = shape.size() == 1 && parameter.names.front().ends_with(".weight");
            const auto inputs = static_cast<double>(c10::multiply_integers(shape) / shape[0]);
            const at::Tensor values = at::randn(shape, generator) * (shape.size() == 1 ? 0.1 : 1.5 / std::sqrt(inputs));
            *parameter.target = (isFactor ? values + 1 : values).to(device, dtype);
        }
    }
};

// Not a multiple of the tile, and narrower than one on the other axis in one of them.
constexpr std::pair<std::int64_t, std::int64_t> Sizes[] = {{520, 264}, {260, 200}, {32, 516}};

} // namespace

TEST_SUITE("tiled_layers")
{
    TEST_CASE("decoding in tiles gives the picture of the whole")
    {
        const c10::InferenceMode inferenceMode;
        const Subject subject(at::kFloat);
        for (const auto& [height, width] : Sizes) {
            const at::Tensor z = at::randn({1, 4, height / 4, width / 4});
            const at::Tensor whole = subject.autoencoder->decode(z);
            for (const int levels : {1, 5}) {
                CAPTURE(height);
                CAPTURE(levels);
                const at::Tensor tiled = subject.autoencoder->decode(z, levels);
                REQUIRE(tiled.sizes() == whole.sizes());
                CHECK((tiled - whole).abs().max().item<double>() < 2e-5 * whole.abs().max().item<double>());
            }
        }
    }

    TEST_CASE("encoding in tiles gives the latents of the whole")
    {
        const c10::InferenceMode inferenceMode;
        const Subject subject(at::kFloat);
        for (const auto& [height, width] : Sizes) {
            const at::Tensor picture = at::rand({1, 3, height, width}) * 2 - 1;
            const at::Tensor whole = subject.autoencoder->encode(picture);
            for (const int levels : {1, 2}) {
                CAPTURE(height);
                CAPTURE(levels);
                const at::Tensor tiled = subject.autoencoder->encode(picture, levels);
                REQUIRE(tiled.sizes() == whole.sizes());
                CHECK((tiled - whole).abs().max().item<double>() < 2e-5 * whole.abs().max().item<double>());
            }
        }
    }

    TEST_CASE("in bf16 tiles are as near to fp32 as the whole is")
    {
        const c10::InferenceMode inferenceMode;
        const at::Tensor z = at::randn({1, 4, 72, 64});
        const at::Tensor exact = Subject(at::kFloat).autoencoder->decode(z);
        const Subject subject(at::kBFloat16);
        const auto error = [&](int levels) {
            return test::relativeError(subject.autoencoder->decode(z.to(at::kBFloat16), levels).to(at::kFloat), exact);
        };
        CHECK(error(0) < 0.05);
        CHECK(error(1) < 1.1 * error(0));
        CHECK(error(2) < 1.1 * error(0));
    }

    TEST_CASE("a team decodes the picture of one member, however few rows each has")
    {
        const c10::InferenceMode inferenceMode;
        const Subject subject(at::kFloat);
        for (const auto& [height, width] : {std::pair{5, 6}, std::pair{16, 9}, std::pair{33, 40}}) {
            const at::Tensor z = at::randn({1, 4, height, width});
            const at::Tensor whole = subject.autoencoder->decode(z);
            for (const int members : {1, 2, 3, 5, 8}) {
                CAPTURE(height);
                CAPTURE(members);
                std::vector<at::Tensor> results(static_cast<std::size_t>(members));
                const auto faults = test::together(members, [&](kernels::TeamMember& member) {
                    const c10::InferenceMode inference;
                    results[static_cast<std::size_t>(member.rank())] = subject.autoencoder->decode(z, 0, &member);
                    member.finish();
                });
                CHECK(faults == std::vector<std::string>(static_cast<std::size_t>(members)));
                REQUIRE(results.front().sizes() == whole.sizes());
                CHECK((results.front() - whole).abs().max().item<double>() < 2e-5 * whole.abs().max().item<double>());
                for (std::size_t other = 1; other < results.size(); ++other) {
                    CHECK_FALSE(results[other].defined());
                }
            }
        }
    }

    TEST_CASE("two GPUs decode the picture of one")
    {
        if (!test::haveGpu() || test::lastGpu().index() == 0) {
            MESSAGE("skipped: needs two GPUs");
            return;
        }
        const c10::InferenceMode inferenceMode;
        const std::vector<at::Device> gpus{at::Device(at::kCUDA, 0), at::Device(at::kCUDA, 1)};
        REQUIRE(kernels::canFormTeam(gpus));
        const at::Tensor z = at::randn({1, 4, 36, 50});
        const at::Tensor exact = Subject(at::kFloat).autoencoder->decode(z);
        for (const auto dtype : {at::kFloat, at::kBFloat16}) {
            CAPTURE(test::nameOf(dtype));
            at::Tensor picture;
            const auto faults = test::together(gpus, [&](kernels::TeamMember& member) {
                const c10::InferenceMode inference;
                const at::Device gpu = gpus[static_cast<std::size_t>(member.rank())];
                const Subject subject(dtype, gpu);
                const at::Tensor own = subject.autoencoder->decode(z.to(gpu, dtype), 0, &member);
                member.finish();
                if (member.rank() == 0) {
                    picture = own.cpu();
                }
            });
            CHECK(faults == std::vector<std::string>(2));
            REQUIRE(picture.defined());
            CHECK(test::relativeError(picture.to(at::kFloat), exact) < (dtype == at::kFloat ? 2e-3 : 0.05));
        }
    }
}
