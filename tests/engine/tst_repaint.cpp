#include <doctest/doctest.h>

#include "imaging/prepare.h"
#include "imaging/repaint.h"
#include "imaging/resize.h"
#include "noise_pictures.h"
#include "repaint_pictures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

using namespace genserve;
using namespace genserve::imaging;
using namespace genserve::test;

namespace {

Image cutOut(const Image& image, const Repaint::Box& box)
{
    return cropToSize(image, GridSize{image.width, image.height, box.x, box.y}, box.width, box.height);
}

class Dice {
public:
    explicit Dice(unsigned seed) : m_random(seed) {}
    int number(int low, int high) { return std::uniform_int_distribution(low, high)(m_random); }
    bool coin() { return number(0, 1) == 1; }

    // Soft blobs, hard boxes, single pixels or noise, over a part of the picture or all of it.
    Image mask(int width, int height)
    {
        Image part = Image::filled(number(1, width), number(1, height), 1, static_cast<std::uint8_t>(number(1, 255)));
        if (coin()) {
            part = resizeLanczos(noise(m_random(), number(1, 5), number(1, 5), 1), part.width, part.height);
        } else if (coin()) {
            part = noise(m_random(), part.width, part.height, 1);
            std::ranges::replace_if(
                part.pixels, [](int value) { return value < 200; }, std::uint8_t{0});
        }
        Image whole = Image::filled(width, height, 1, 0);
        const int left = number(0, width - part.width);
        const int top = number(0, height - part.height);
        for (int y = 0; y < part.height; ++y) {
            std::ranges::copy(part.row(y), whole.row(top + y).begin() + left);
        }
        return whole;
    }

private:
    std::mt19937 m_random;
};

// Every byte differs from the picture's.
Image changed(const Image& picture)
{
    Image result = picture;
    for (std::uint8_t& value : result.pixels) {
        value = static_cast<std::uint8_t>(value + 128);
    }
    return result;
}

struct Bytes {
    int kept = 0, replaced = 0; // of weight 0 and 255
    bool isKept = true, isReplaced = true;
};

Bytes compare(const Image& finished, const Image& prepared, const Image& result, const Image& weight)
{
    Bytes bytes;
    for (std::size_t i = 0; i < finished.pixels.size(); ++i) {
        const std::uint8_t w = weight.pixels[i / 3];
        bytes.kept += w == 0 ? 1 : 0;
        bytes.replaced += w == 255 ? 1 : 0;
        bytes.isKept = bytes.isKept && (w != 0 || finished.pixels[i] == prepared.pixels[i]);
        bytes.isReplaced = bytes.isReplaced && (w != 255 || finished.pixels[i] == result.pixels[i]);
    }
    return bytes;
}

} // namespace

TEST_SUITE("repaint")
{
    TEST_CASE("pixels of weight 0 are the prepared input's, whatever the mask and the options")
    {
        Dice dice(1);
        long kept = 0;
        long replaced = 0;
        for (int i = 0; i < 300; ++i) {
            const int width = dice.number(16, 150);
            const int height = dice.number(16, 150);
            const Image prepared = noise(static_cast<std::uint32_t>(i), width, height, 3);
            const Image mask = dice.mask(width, height);
            RepaintOptions options;
            options.growPx = dice.coin() ? dice.number(-20, 20) : 0;
            options.featherPx = dice.coin() ? dice.number(0, 40) : 0;
            options.onlyMasked = dice.coin();
            options.paddingPx = dice.number(0, 64);
            options.colorMatch = dice.coin();
            options.workPixels = dice.number(64 * 64, 200 * 200);
            CAPTURE(i);

            const Repaint repaint(prepared, mask, options);
            const Image result = changed(repaint.picture());
            const Image finished = repaint.finish(result);
            REQUIRE(finished.width == width);
            REQUIRE(finished.height == height);
            const Image weight = featherMask(growMask(mask, options.growPx), options.featherPx);
            const bool isExact = !options.onlyMasked && !options.colorMatch;
            const Bytes bytes = compare(finished, prepared, isExact ? result : finished, weight);
            CHECK(bytes.isKept);
            CHECK(bytes.isReplaced);
            kept += bytes.kept;
            replaced += isExact ? bytes.replaced : 0;
        }
        CHECK(kept > 1'000'000);
        CHECK(replaced > 10'000);
    }

    TEST_CASE("without options the mask's grey values are the weight")
    {
        const Image prepared = noise(1, 50, 40, 3);
        const Image mask = noise(2, 50, 40, 1);
        const Image result = noise(3, 50, 40, 3);
        const Repaint repaint(prepared, mask, {});
        CHECK(repaint.picture() == prepared);
        CHECK(repaint.mask() == mask);
        CHECK(repaint.followed(result) == result);
        CHECK(repaint.box() == Repaint::Box{0, 0, 50, 40});
        CHECK(repaint.finish(result) == pasteBack(prepared, result, mask));
    }

    TEST_CASE("without pasting back the result replaces the work area")
    {
        const Image prepared = noise(1, 100, 80, 3);
        const Image mask = whiteBox(100, 80, {40, 30, 5, 5});
        RepaintOptions options;
        options.pasteBack = false;
        const Repaint whole(prepared, mask, options);
        CHECK(whole.finish(changed(prepared)) == changed(prepared));

        options.onlyMasked = true;
        options.workPixels = 64 * 64;
        const Repaint part(prepared, mask, options);
        const Image result = changed(part.picture());
        const Image finished = part.finish(result);
        const Repaint::Box box = part.box();
        CHECK(cutOut(finished, box) == resizeLanczos(result, box.width, box.height));
        CHECK(compare(finished, prepared, prepared, whiteBox(100, 80, box)).isKept);
        CHECK(box.width < 100);
    }

    TEST_CASE("a black mask leaves the picture as it was")
    {
        const Image prepared = noise(1, 60, 50, 3);
        RepaintOptions options;
        for (const bool onlyMasked : {false, true}) {
            options.onlyMasked = onlyMasked;
            options.featherPx = onlyMasked ? 30 : 0;
            options.colorMatch = onlyMasked;
            const Repaint repaint(prepared, Image::filled(60, 50, 1, 0), options);
            CHECK(repaint.box() == Repaint::Box{0, 0, 60, 50});
            CHECK(repaint.finish(changed(repaint.picture())) == prepared);
        }
    }

    TEST_CASE("the box holds what is touched and its padding, and the work size has its shape")
    {
        Dice dice(2);
        int roomy = 0;
        for (int i = 0; i < 500; ++i) {
            const int width = dice.number(16, 400);
            const int height = dice.number(16, 400);
            const int boxWidth = dice.number(1, width);
            const int boxHeight = dice.number(1, height);
            const Repaint::Box white{dice.number(0, width - boxWidth), dice.number(0, height - boxHeight), boxWidth,
                                     boxHeight};
            RepaintOptions options;
            options.onlyMasked = true;
            options.paddingPx = dice.number(0, 40);
            options.workPixels = dice.number(64 * 64, 160 * 160);
            options.grid = dice.coin() ? 16 : 8;
            CAPTURE(i);
            const Image mask = whiteBox(width, height, white);
            const Repaint repaint(Image::filled(width, height, 3, 9), mask, options);
            const Repaint::Box box = repaint.box();
            CHECK(Repaint::plannedBox(mask, options) == box);
            const int workWidth = repaint.picture().width;
            const int workHeight = repaint.picture().height;

            CHECK(box.x <= std::max(white.x - options.paddingPx, 0));
            CHECK(box.y <= std::max(white.y - options.paddingPx, 0));
            CHECK(box.x + box.width >= std::min(white.x + white.width + options.paddingPx, width));
            CHECK(box.y + box.height >= std::min(white.y + white.height + options.paddingPx, height));
            CHECK(box.x >= 0);
            CHECK(box.y >= 0);
            CHECK(box.x + box.width <= width);
            CHECK(box.y + box.height <= height);

            CHECK(workWidth % options.grid == 0);
            CHECK(workHeight % options.grid == 0);
            CHECK(std::min(workWidth, workHeight) >= options.grid);
            CHECK(std::max(workWidth, workHeight) <= 4096);
            CHECK(repaint.mask().width == workWidth);
            CHECK(repaint.mask().height == workHeight);

            // Lengths of the box are whole px. Only without room on both axes can one be half a grid step off as well.
            const double across = static_cast<double>(workWidth) / box.width;
            const double down = static_cast<double>(workHeight) / box.height;
            const double wanted = 2 * options.grid / std::min(across, down) + 2;
            const int touched = 2 * options.paddingPx;
            const bool isTight = std::max(width - boxWidth, height - boxHeight) - touched < wanted;
            const double rounding = 0.75 / std::min(box.width, box.height);
            const double step = static_cast<double>(options.grid) / std::min(workWidth, workHeight);
            CHECK(std::abs(std::log(across / down)) <= rounding + (isTight ? step : 0));
            roomy += isTight ? 0 : 1;
        }
        CHECK(roomy > 100);
    }

    TEST_CASE("small boxes are enlarged to the best area, larger ones never made smaller than it")
    {
        const Image prepared = Image::filled(1000, 900, 3, 9);
        RepaintOptions options;
        options.onlyMasked = true;
        options.paddingPx = 0;
        options.workPixels = 256 * 256;
        const auto plan = [&](const Repaint::Box& box) { return Repaint(prepared, whiteBox(1000, 900, box), options); };
        const auto area = [](const Repaint& r) { return r.picture().width * r.picture().height; };
        CHECK(plan({500, 500, 64, 64}).picture().width == 256);
        CHECK(plan({500, 500, 64, 64}).box() == Repaint::Box{500, 500, 64, 64});
        CHECK(plan({500, 500, 100, 25}).picture().width == 512);
        CHECK(plan({500, 500, 100, 25}).picture().height == 128);
        const Repaint all = plan({0, 0, 1000, 900}); // down to twice the best area
        CHECK(area(all) == doctest::Approx(2 * 256 * 256).epsilon(0.08));

        const Repaint same = plan({100, 200, 300, 250}); // between once and twice the area: pixel for pixel
        CHECK(same.box() == Repaint::Box{98, 197, 304, 256});
        CHECK(same.picture().width == 304);
        CHECK(same.picture().height == 256);
    }

    TEST_CASE("a long thin box is made as thick as the grid asks, not squeezed")
    {
        RepaintOptions options;
        options.onlyMasked = true;
        options.paddingPx = 0;
        for (const int thickness : {1, 5, 16, 17, 30}) {
            const Repaint repaint(Image::filled(4096, 100, 3, 9), whiteBox(4096, 100, {0, 40, 4096, thickness}),
                                  options);
            CHECK(repaint.picture().width == 4096);
            CHECK(repaint.picture().height == (thickness <= 16 ? 16 : 32));
            CHECK(repaint.box().width == 4096);
            CHECK(repaint.box().height == repaint.picture().height);
        }
    }

    TEST_CASE("the box leans on the picture's edge")
    {
        RepaintOptions options;
        options.onlyMasked = true;
        options.paddingPx = 10;
        options.workPixels = 128 * 128;
        const Repaint repaint(Image::filled(300, 300, 3, 9), whiteBox(300, 300, {298, 0, 2, 2}), options);
        CHECK(repaint.box() == Repaint::Box{288, 0, 12, 12});
    }

    TEST_CASE("what goes into the box and comes back unchanged leaves the picture nearly as it was")
    {
        const Image prepared = waves(333, 250);
        RepaintOptions options;
        options.onlyMasked = true;
        options.featherPx = 8;
        for (const int workPixels : {80 * 80, 128 * 128, 300 * 300}) {
            options.workPixels = workPixels;
            const Repaint repaint(prepared, whiteBox(333, 250, {120, 70, 90, 60}), options);
            CHECK(repaint.followed(prepared) == repaint.picture());
            const Image finished = repaint.finish(repaint.picture());
            for (std::size_t i = 0; i < finished.pixels.size(); ++i) {
                REQUIRE(std::abs(finished.pixels[i] - prepared.pixels[i]) <= 2);
            }
        }
    }

    TEST_CASE("thin lines of a mask survive a smaller work size")
    {
        Image mask = Image::filled(800, 800, 1, 0);
        for (int i = 20; i < 780; ++i) {
            mask.row(i)[400] = 255;
            mask.row(300)[static_cast<std::size_t>(i)] = 255;
        }
        RepaintOptions options;
        options.onlyMasked = true;
        options.workPixels = 96 * 96;
        const Repaint repaint(Image::filled(800, 800, 3, 9), mask, options);
        REQUIRE(repaint.picture().width < 200);
        const auto isMarked = [](std::uint8_t value) { return value >= 128; };
        for (int y = 10; y < repaint.mask().height - 10; ++y) {
            CHECK(std::ranges::count_if(repaint.mask().row(y), isMarked) > 0);
        }
    }

    TEST_CASE("extreme pictures and masks are planned and finished")
    {
        struct Extreme {
            int width, height;
            Repaint::Box white;
        };
        const std::array extremes{
            Extreme{16, 16, {7, 7, 1, 1}},       Extreme{16, 16, {0, 0, 16, 16}},
            Extreme{16, 16, {15, 15, 1, 1}},     Extreme{4096, 16, {0, 0, 4096, 16}},
            Extreme{4096, 16, {4095, 0, 1, 1}},  Extreme{4096, 16, {0, 7, 4096, 1}},
            Extreme{16, 4096, {0, 0, 16, 4096}}, Extreme{16, 4096, {3, 2048, 1, 1}},
            Extreme{4096, 17, {0, 0, 4096, 17}}, Extreme{4095, 24, {0, 0, 4095, 24}},
        };
        for (const Extreme& extreme : extremes) {
            for (const int paddingPx : {0, 32, 1024}) {
                RepaintOptions options;
                options.onlyMasked = true;
                options.paddingPx = paddingPx;
                options.growPx = paddingPx == 32 ? -1 : 0;
                options.featherPx = paddingPx == 1024 ? 256 : 0;
                options.colorMatch = true;
                const Image prepared = Image::filled(extreme.width, extreme.height, 3, 50);
                const Image mask = whiteBox(extreme.width, extreme.height, extreme.white);
                const Repaint repaint(prepared, mask, options);
                CAPTURE(extreme.width);
                CAPTURE(extreme.height);
                CHECK(repaint.picture().width % 16 == 0);
                CHECK(repaint.picture().height % 16 == 0);
                CHECK(std::max(repaint.picture().width, repaint.picture().height) <= 4096);
                const Image finished =
                    repaint.finish(Image::filled(repaint.picture().width, repaint.picture().height, 3, 60));
                CHECK(finished.width == extreme.width);
                CHECK(finished.height == extreme.height);
            }
        }
    }
}
