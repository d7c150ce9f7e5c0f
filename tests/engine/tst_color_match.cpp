#include <doctest/doctest.h>

#include "imaging/prepare.h"
#include "imaging/repaint.h"
#include "noise_pictures.h"
#include "repaint_pictures.h"

#include <algorithm>
#include <array>

using namespace genserve;
using namespace genserve::imaging;
using namespace genserve::test;

namespace {

// The largest difference over the border of the box, where the seam would be seen.
int seamStep(const Image& a, const Image& b, const Repaint::Box& box)
{
    int step = 0;
    for (int y = box.y; y < box.y + box.height; ++y) {
        for (int x = box.x; x < box.x + box.width; ++x) {
            const bool isInner = x > box.x && x < box.x + box.width - 1 && y > box.y && y < box.y + box.height - 1;
            for (int c = 0; c < 3 && !isInner; ++c) {
                const auto i = static_cast<std::size_t>(3 * x + c);
                step = std::max(step, std::abs(a.row(y)[i] - b.row(y)[i]));
            }
        }
    }
    return step;
}

// Adds to each byte what the cast says for its column and channel.
template <typename Cast>
Image tinted(const Image& image, Cast cast)
{
    Image result = image;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            for (int c = 0; c < 3; ++c) {
                std::uint8_t& value = result.row(y)[static_cast<std::size_t>(3 * x + c)];
                value = static_cast<std::uint8_t>(std::clamp(value + cast(x, c), 0, 255));
            }
        }
    }
    return result;
}

} // namespace

TEST_SUITE("color_match")
{
    TEST_CASE("takes a cast off that is seen around the mask")
    {
        const Repaint::Box white{150, 100, 120, 90};
        const Image prepared = waves(400, 300);
        const Image mask = whiteBox(400, 300, white);
        const auto even = [](int, int c) { return std::array{30, -20, 12}[static_cast<std::size_t>(c)]; };
        const auto slanted = [](int x, int c) { return (c == 1 ? -1 : 1) * (x - 200) / 8; };
        for (const bool onlyMasked : {false, true}) {
            RepaintOptions options;
            options.onlyMasked = onlyMasked;
            options.paddingPx = 60;
            options.workPixels = 200 * 200;
            const Repaint plain(prepared, mask, options);
            options.colorMatch = true;
            const Repaint matching(prepared, mask, options);
            const Image cast = tinted(plain.picture(), even);
            CHECK(seamStep(plain.finish(cast), prepared, white) >= 28);
            CHECK(seamStep(matching.finish(cast), prepared, white) <= 2);
            CHECK(matching.finish(cast).row(99)[600] == prepared.row(99)[600]);
            if (!onlyMasked) {
                const Image gradual = tinted(prepared, slanted);
                const int before = seamStep(plain.finish(gradual), prepared, white);
                CHECK(before >= 6);
                CHECK(seamStep(matching.finish(gradual), prepared, white) <= before / 2);
            }
        }
    }

    TEST_CASE("keeps what was painted and shifts by 64 at most")
    {
        const Image prepared = Image::filled(200, 200, 3, 20);
        const Image mask = whiteBox(200, 200, {70, 70, 60, 60});
        RepaintOptions options;
        options.colorMatch = true;
        const Repaint repaint(prepared, mask, options);
        Image result = prepared; // no cast, but something new that reaches out of the mask by less than a latent patch
        for (int y = 58; y < 142; ++y) {
            std::ranges::fill(result.row(y).subspan(58 * 3, 84 * 3), std::uint8_t{240});
        }
        CHECK(repaint.finish(result) == pasteBack(prepared, result, mask));
        const Image finished = repaint.finish(Image::filled(200, 200, 3, 220));
        CHECK(finished.row(100)[300] == 220 - 64);
    }

    TEST_CASE("changes nothing where no pixel is outside the mask")
    {
        RepaintOptions options;
        options.colorMatch = true;
        const Image prepared = Image::filled(64, 64, 3, 20);
        const Repaint all(prepared, Image::filled(64, 64, 1, 255), options);
        CHECK(all.finish(noise(1, 64, 64, 3)) == noise(1, 64, 64, 3));
        // A margin narrower than the usual ring is better than none.
        const Repaint nearlyAll(prepared, whiteBox(64, 64, {4, 4, 56, 56}), options);
        CHECK(nearlyAll.finish(Image::filled(64, 64, 3, 50)) == prepared);
    }
}
