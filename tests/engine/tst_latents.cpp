#include <doctest/doctest.h>

#include <ATen/ATen.h>

#include "golden.h"
#include "pipeline/latents.h"

using namespace genserve;
using namespace genserve::pipeline;

TEST_SUITE("latents")
{
    TEST_CASE("noise has the numbers of torch's CPU generator")
    {
        const auto golden = test::loadGolden("latents");
        for (const char* seed : {"0", "42", "4294967338", "9223372036854775807"}) {
            CAPTURE(seed);
            auto generator = cpuGenerator(std::stoll(seed));
            for (const char* draw : {"_first", "_second"}) {
                const auto noise = drawNoise(generator, 4, 6, 10, at::kFloat, at::kCPU);
                CHECK(at::equal(noise, golden[std::string("noise_") + seed + draw]));
            }
        }
    }

    TEST_CASE("packing has the reference's order and is undone by unpacking")
    {
        const auto golden = test::loadGolden("latents");
        const auto packed = packLatents(golden["unpacked"]);
        CHECK(at::equal(packed.unsqueeze(0), golden["packed"]));
        CHECK(at::equal(unpackLatents(packed, 6, 10), golden["unpacked"]));
        CHECK(at::equal(latentImageIds(6, 10, at::kCPU), golden["img_ids"]));
    }

    TEST_CASE("a picture survives the way to a tensor and back")
    {
        Image image = Image::filled(7, 5, 3, 0);
        for (std::size_t i = 0; i < image.pixels.size(); ++i) {
            image.pixels[i] = static_cast<std::uint8_t>(i * 37);
        }
        CHECK(tensorToImage(imageToTensor(image, at::kFloat, at::kCPU)) == image);
    }

    TEST_CASE("the mask's threshold lies between 127 and 128, and one pixel speaks for its cell")
    {
        Image mask = Image::filled(16, 16, 1, 127);
        mask.row(0)[8] = 128; // top left pixel of cell (0, 1)
        mask.row(7)[7] = 255; // bottom right pixel of cell (0, 0): not looked at
        const auto tokens = maskToTokens(mask, 1, 2, 2, at::kFloat, at::kCPU);
        CHECK(at::equal(tokens, at::tensor({0.0f, 1.0f, 0.0f, 0.0f}).reshape({1, 4})));
    }
}
