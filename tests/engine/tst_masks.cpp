#include <doctest/doctest.h>

#include "imaging/prepare.h"
#include "imaging/repaint.h"
#include "noise_pictures.h"

#include <algorithm>
#include <random>

using namespace genserve;
using namespace genserve::imaging;
using namespace genserve::test;

namespace {

std::uint8_t valueAt(const Image& mask, int x, int y) { return mask.row(y)[static_cast<std::size_t>(x)]; }

// What growMask promises, pixel by pixel.
Image grownSlowly(const Image& mask, int growPx)
{
    Image result = mask;
    const int radius = std::abs(growPx);
    for (int y = 0; y < mask.height; ++y) {
        for (int x = 0; x < mask.width; ++x) {
            std::uint8_t& value = result.row(y)[static_cast<std::size_t>(x)];
            for (int v = std::max(y - radius, 0); v <= std::min(y + radius, mask.height - 1); ++v) {
                for (int u = std::max(x - radius, 0); u <= std::min(x + radius, mask.width - 1); ++u) {
                    if ((u - x) * (u - x) + (v - y) * (v - y) <= radius * radius) {
                        value =
                            growPx > 0 ? std::max(value, valueAt(mask, u, v)) : std::min(value, valueAt(mask, u, v));
                    }
                }
            }
        }
    }
    return result;
}

Image point(int width, int height, int x, int y, std::uint8_t value)
{
    Image mask = Image::filled(width, height, 1, 0);
    mask.row(y)[static_cast<std::size_t>(x)] = value;
    return mask;
}

// Black left of the column, white from it on.
Image edge(int width, int height, int column)
{
    Image mask = Image::filled(width, height, 1, 0);
    for (int y = 0; y < height; ++y) {
        std::ranges::fill(mask.row(y).subspan(static_cast<std::size_t>(column)), std::uint8_t{255});
    }
    return mask;
}

} // namespace

TEST_SUITE("masks")
{
    TEST_CASE("growing and shrinking take the extremes over an exact disc")
    {
        std::mt19937 random(4);
        const auto number = [&random](int low, int high) { return std::uniform_int_distribution(low, high)(random); };
        for (int i = 0; i < 150; ++i) {
            Image mask = noise(random(), number(1, 90), number(1, 90), 1);
            const int darkest = number(0, 255); // from dense to a few single pixels
            std::ranges::replace_if(
                mask.pixels, [&](std::uint8_t value) { return value <= darkest; }, std::uint8_t{0});
            const int growPx = number(-14, 14);
            CAPTURE(growPx);
            CHECK(growMask(mask, growPx) == grownSlowly(mask, growPx));
        }
    }

    TEST_CASE("a disc larger than the mask takes its extreme everywhere")
    {
        const Image mask = point(70, 20, 69, 19, 200);
        CHECK(growMask(mask, 256) == Image::filled(70, 20, 1, 200));
        CHECK(growMask(edge(70, 20, 1), -256) == Image::filled(70, 20, 1, 0));
        CHECK(growMask(point(1, 1, 0, 0, 7), 256) == point(1, 1, 0, 0, 7));
    }

    TEST_CASE("a point grows to a disc of the largest radius")
    {
        const Image disc = growMask(point(601, 601, 300, 300, 255), 256);
        for (int y = 0; y < 601; ++y) {
            for (int x = 0; x < 601; ++x) {
                const bool inside = (x - 300) * (x - 300) + (y - 300) * (y - 300) <= 256 * 256;
                REQUIRE(valueAt(disc, x, y) == (inside ? 255 : 0));
            }
        }
    }

    TEST_CASE("uniform masks and a radius of 0 change nothing")
    {
        for (const std::uint8_t value : {0, 100, 255}) {
            const Image mask = Image::filled(33, 17, 1, value);
            CHECK(growMask(mask, 9) == mask);
            CHECK(growMask(mask, -9) == mask);
            CHECK(featherMask(mask, 9) == mask);
            CHECK(featherMask(mask, 256) == mask);
        }
        const Image mask = noise(3, 40, 30, 1);
        CHECK(growMask(mask, 0) == mask);
        CHECK(featherMask(mask, 0) == mask);
    }

    TEST_CASE("a feather of one pixel is a third and two thirds")
    {
        const Image soft = featherMask(edge(8, 3, 4), 1);
        const std::vector<std::uint8_t> expected{0, 0, 0, 85, 170, 255, 255, 255};
        for (int y = 0; y < 3; ++y) {
            CHECK(std::ranges::equal(soft.row(y), expected));
        }
    }

    TEST_CASE("a feather is centred on the edge and ends at its width")
    {
        for (const int featherPx : {2, 3, 4, 5, 16, 61, 256}) {
            CAPTURE(featherPx);
            const int column = 300;
            const Image soft = featherMask(edge(600, 5, column), featherPx);
            int outside = 0;
            for (int x = 0; x < column; ++x) {
                const int mirrored = 2 * column - 1 - x;
                CHECK(valueAt(soft, x, 2) <= valueAt(soft, x + 1, 2));
                CHECK(std::abs(valueAt(soft, x, 2) + valueAt(soft, mirrored, 2) - 255) <= 1);
                CHECK((valueAt(soft, x, 2) == 0 || column - x <= featherPx));
                outside += valueAt(soft, x, 2) > 0 ? 1 : 0;
            }
            CHECK(outside >= featherPx * 3 / 4);
            CHECK(outside <= featherPx);
            CHECK(valueAt(soft, 0, 2) == 0);
            CHECK(valueAt(soft, 599, 2) == 255);
        }
    }

    TEST_CASE("a feather reaches no pixel further away than its width")
    {
        std::mt19937 random(5);
        const auto number = [&random](int low, int high) { return std::uniform_int_distribution(low, high)(random); };
        for (int i = 0; i < 40; ++i) {
            // A frame, a hole or crossing bars: corners are where a square filter would reach too far.
            Image mask = Image::filled(number(20, 80), number(20, 80), 1, 0);
            const int thickness = number(1, 8);
            for (int y = 0; y < mask.height; ++y) {
                for (int x = 0; x < mask.width; ++x) {
                    const bool isFrame = std::min({x, y, mask.width - 1 - x, mask.height - 1 - y}) < thickness;
                    const bool isBar = std::abs(x - mask.width / 2) < thickness || std::abs(y - x) < thickness;
                    mask.row(y)[static_cast<std::size_t>(x)] = (i % 2 == 0 ? isFrame : isBar) ? 255 : 0;
                }
            }
            const int featherPx = number(1, 30);
            const Image soft = featherMask(mask, featherPx);
            const Image reached = grownSlowly(mask, featherPx);
            for (std::size_t p = 0; p < soft.pixels.size(); ++p) {
                REQUIRE((soft.pixels[p] == 0 || reached.pixels[p] != 0));
            }
        }
    }

    TEST_CASE("the picture's edge does not darken a feathered mask")
    {
        const Image soft = featherMask(edge(64, 48, 32), 10);
        CHECK(valueAt(soft, 63, 0) == 255);
        CHECK(valueAt(soft, 40, 0) == valueAt(soft, 40, 24));
        CHECK(valueAt(soft, 28, 47) == valueAt(soft, 28, 24));
    }

    TEST_CASE("outpainting repeats the edges and asks for the new area")
    {
        const Image picture = noise(6, 5, 4, 3);
        const Outpaint growth{2, 1, 3, 4};
        const Image canvas = outpaintPicture(picture, growth);
        REQUIRE(canvas.width == 10);
        REQUIRE(canvas.height == 9);
        const GridSize place{10, 9, 2, 1};
        CHECK(cropToSize(canvas, place, 5, 4) == picture);
        CHECK(std::ranges::equal(canvas.row(0).first(3), picture.row(0).first(3)));
        CHECK(std::ranges::equal(canvas.row(8).last(3), picture.row(3).last(3)));

        const Image mask = noise(7, 5, 4, 1);
        const Image asked = outpaintMask(mask, 5, 4, growth);
        CHECK(cropToSize(asked, place, 5, 4) == mask);
        CHECK(std::ranges::count(outpaintMask({}, 5, 4, growth).pixels, 0) == 5 * 4);
        CHECK(std::ranges::count(outpaintMask({}, 5, 4, growth).pixels, 255) == 10 * 9 - 5 * 4);
        CHECK(valueAt(asked, 1, 1) == 255);
        CHECK(valueAt(asked, 7, 1) == 255);
        CHECK(outpaintPicture(picture, {}) == picture);
        CHECK(outpaintMask(mask, 5, 4, {}) == mask);
    }
}
