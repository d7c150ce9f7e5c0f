#include <doctest/doctest.h>

#include "imaging/prepare.h"
#include "imaging/resize.h"
#include "noise_pictures.h"

using namespace genserve;
using namespace genserve::imaging;
using namespace genserve::test;

namespace {

Image cutOut(const Image& image, int left, int top, int width, int height)
{
    return cropToSize(image, GridSize{image.width, image.height, left, top}, width, height);
}

} // namespace

TEST_SUITE("imaging")
{
    TEST_CASE("Lanczos gives Pillow's bytes")
    {
        const auto rows = table("lanczos.txt");
        REQUIRE(rows.size() >= 100);
        for (const auto& row : rows) {
            REQUIRE(row.size() == 7);
            const auto number = [&row](std::size_t i) { return static_cast<int>(row[i]); };
            const Image image = noise(row[0], number(1), number(2), number(3));
            const Image resized = resizeLanczos(image, number(4), number(5));
            CAPTURE(row[0]);
            CHECK(resized.width == number(4));
            CHECK(resized.height == number(5));
            CHECK(crc32(resized) == row[6]);
        }
    }

    TEST_CASE("Lanczos to the same size is a copy")
    {
        const Image image = noise(5, 33, 21, 3);
        CHECK(resizeLanczos(image, 33, 21) == image);
    }

    TEST_CASE("grey is Pillow's luma")
    {
        const auto rows = table("grey.txt");
        REQUIRE(rows.size() == 3);
        for (const auto& row : rows) {
            const Image image = noise(row[0], static_cast<int>(row[1]), static_cast<int>(row[2]), 3);
            CHECK(crc32(toGrey(image)) == row[3]);
        }
        const Image grey = noise(9, 10, 10, 1);
        CHECK(toGrey(grey) == grey);
    }

    TEST_CASE("stretch ignores the proportions")
    {
        const Image image = noise(6, 30, 20, 3);
        CHECK(fitImage(image, 16, 48, ResizeMode::Stretch, 127) == resizeLanczos(image, 16, 48));
    }

    TEST_CASE("crop is the middle of the picture scaled to cover")
    {
        const Image wide = noise(7, 90, 30, 3); // covers 32 x 48 at 144 x 48
        CHECK(fitImage(wide, 32, 48, ResizeMode::Crop, 127) == cutOut(resizeLanczos(wide, 144, 48), 56, 0, 32, 48));
        const Image tall = noise(8, 31, 77, 1); // covers 64 x 48 at 64 x 159 (158.97), top 55
        CHECK(fitImage(tall, 64, 48, ResizeMode::Crop, 0) == cutOut(resizeLanczos(tall, 64, 159), 0, 55, 64, 48));
        const Image shrunk = noise(9, 100, 240, 3); // covers 32 x 32 at 32 x 77 (76.8), vertical pass first
        CHECK(fitImage(shrunk, 32, 32, ResizeMode::Crop, 0) == cutOut(resizeLanczos(shrunk, 32, 77), 0, 22, 32, 32));
        const Image fitting = noise(10, 64, 48, 3);
        CHECK(fitImage(fitting, 64, 48, ResizeMode::Crop, 127) == fitting);
        const Image sameHeight = noise(11, 64, 48, 3);
        CHECK(fitImage(sameHeight, 33, 48, ResizeMode::Crop, 127) == cutOut(sameHeight, 15, 0, 33, 48));
    }

    TEST_CASE("crop of an extreme strip does not build the covering picture")
    {
        const Image strip = noise(12, 1, 8192, 3); // the covering picture would have 4096 x 33554432 pixels
        const Image cropped = fitImage(strip, 4096, 64, ResizeMode::Crop, 127);
        CHECK(cropped.width == 4096);
        CHECK(cropped.height == 64);
    }

    TEST_CASE("pad keeps the whole picture in the middle of the filling")
    {
        const Image image = noise(13, 90, 30, 3); // fits 64 x 64 at 64 x 21 (21.3), top 21
        const Image padded = fitImage(image, 64, 64, ResizeMode::Pad, 127);
        CHECK(cutOut(padded, 0, 21, 64, 21) == resizeLanczos(image, 64, 21));
        CHECK(cutOut(padded, 0, 0, 64, 21) == Image::filled(64, 21, 3, 127));
        CHECK(cutOut(padded, 0, 42, 64, 22) == Image::filled(64, 22, 3, 127));
        const Image line = fitImage(noise(14, 1, 8192, 1), 16, 16, ResizeMode::Pad, 0);
        CHECK(cutOut(line, 0, 0, 7, 16) == Image::filled(7, 16, 1, 0));
        CHECK_FALSE(cutOut(line, 7, 0, 1, 16) == Image::filled(1, 16, 1, 0));
    }

    TEST_CASE("the grid is the next multiple and the picture lies in its middle")
    {
        const GridSize grid = gridSize(100, 72, 16);
        CHECK(grid.width == 112);
        CHECK(grid.height == 80);
        CHECK(grid.offsetX == 6);
        CHECK(grid.offsetY == 4);
        CHECK(gridSize(101, 16, 16).offsetX == 5);
        CHECK(gridSize(64, 64, 16).width == 64);
        CHECK(gridSize(64, 64, 16).offsetY == 0);
    }

    TEST_CASE("padding to the grid replicates edges or fills zeros, and cropping takes it off")
    {
        const Image image = noise(15, 13, 21, 3);
        const GridSize grid = gridSize(13, 21, 16); // 16 x 32, offset 1, 5
        const Image replicated = padReplicate(image, grid);
        CHECK(cropToSize(replicated, grid, 13, 21) == image);
        CHECK(cutOut(replicated, 0, 0, 1, 1) == cutOut(image, 0, 0, 1, 1));
        CHECK(cutOut(replicated, 15, 31, 1, 1) == cutOut(image, 12, 20, 1, 1));
        CHECK(cutOut(replicated, 1, 2, 13, 1) == cutOut(image, 0, 0, 13, 1));
        CHECK(cutOut(replicated, 14, 5, 1, 21) == cutOut(image, 12, 0, 1, 21));
        const Image zeroed = padZero(image, grid);
        CHECK(cropToSize(zeroed, grid, 13, 21) == image);
        CHECK(cutOut(zeroed, 0, 0, 16, 5) == Image::filled(16, 5, 3, 0));
        CHECK(cutOut(zeroed, 14, 0, 2, 32) == Image::filled(2, 32, 3, 0));
    }

    TEST_CASE("pasting back keeps bytes of weight 0 and takes those of weight 255")
    {
        const Image original = noise(16, 256, 3, 3);
        const Image result = noise(17, 256, 3, 3);
        Image weight = Image::filled(256, 3, 1, 0);
        for (int x = 0; x < 256; ++x) {
            weight.row(1)[static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(x);
            weight.row(2)[static_cast<std::size_t>(x)] = 255;
        }
        const Image blended = pasteBack(original, result, weight);
        CHECK(cutOut(blended, 0, 0, 256, 1) == cutOut(original, 0, 0, 256, 1));
        CHECK(cutOut(blended, 0, 2, 256, 1) == cutOut(result, 0, 2, 256, 1));
        for (std::size_t i = 0; i < 256 * 3; ++i) {
            const double from = original.row(1)[i];
            const double to = result.row(1)[i];
            CHECK(blended.row(1)[i] == static_cast<int>(from + (to - from) * static_cast<double>(i / 3) / 255 + 0.5));
        }
    }
}
