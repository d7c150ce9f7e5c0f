#include <doctest/doctest.h>

#include "imaging/canny.h"
#include "imaging/resize.h"
#include "noise_pictures.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

using namespace genserve;
using namespace genserve::imaging;
using namespace genserve::test;

namespace {

std::ptrdiff_t threads()
{
    return std::distance(std::filesystem::directory_iterator("/proc/self/task"), std::filesystem::directory_iterator{});
}

Image channel(const Image& image, int index)
{
    Image result = Image::filled(image.width, image.height, 1, 0);
    for (std::size_t i = 0; i < result.pixels.size(); ++i) {
        result.pixels[i] = image.pixels[i * 3 + static_cast<std::size_t>(index)];
    }
    return result;
}

} // namespace

TEST_SUITE("canny")
{
    // The first case: a pool that another one had started would be there already.
    TEST_CASE("OpenCV starts no threads of its own")
    {
        const std::ptrdiff_t before = threads();
        const Image edges = cannyEdges(noise(1, 2048, 2048, 3));
        CHECK(edges.width == 2048);
        CHECK(threads() == before);
    }

    TEST_CASE("edges are those of cv2.Canny, on three equal channels")
    {
        const auto rows = table("canny.txt");
        REQUIRE(rows.size() == 42);
        for (const auto& row : rows) {
            REQUIRE(row.size() == 9);
            const auto number = [&row](std::size_t i) { return static_cast<int>(row[i]); };
            const Image picture = resizeLanczos(noise(row[0], number(1), number(2), number(5)), number(3), number(4));
            const Image edges = cannyEdges(picture, number(6), number(7));
            CAPTURE(row[0]);
            REQUIRE(edges.channels == 3);
            CHECK(crc32(channel(edges, 0)) == row[8]);
            CHECK(channel(edges, 1) == channel(edges, 0));
            CHECK(channel(edges, 2) == channel(edges, 0));
        }
    }

    TEST_CASE("an edge between colours of equal luminance is found")
    {
        Image picture = Image::filled(32, 32, 3, 0);
        for (int y = 0; y < 32; ++y) {
            for (std::size_t x = 0; x < 32; ++x) {
                picture.row(y)[x * 3 + (x < 16 ? 0 : 1)] = x < 16 ? 196 : 100; // 0.299 * 196 = 0.587 * 100
            }
        }
        const Image edges = cannyEdges(picture);
        CHECK(std::ranges::count(channel(edges, 0).pixels, 255) == 32);
        CHECK(std::ranges::count(channel(edges, 0).pixels, 0) == 31 * 32);
    }

    TEST_CASE("the smallest and flattest pictures have no edges")
    {
        CHECK(cannyEdges(Image::filled(1, 1, 3, 200)) == Image::filled(1, 1, 3, 0));
        CHECK(cannyEdges(Image::filled(4096, 16, 3, 90)) == Image::filled(4096, 16, 3, 0));
    }
}
