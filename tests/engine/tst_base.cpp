#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/error.h"
#include "base/generation.h"
#include "base/image.h"
#include "base/text_file.h"

using namespace genserve;

TEST_SUITE("base")
{
    TEST_CASE("words of the API map to values and back")
    {
        for (const char* word : {"text2img", "img2img", "fill", "controlnet"}) {
            const auto mode = modeFromString(word);
            REQUIRE(mode.has_value());
            CHECK(toString(*mode) == word);
        }
        CHECK_FALSE(modeFromString("Text2Img").has_value());
        CHECK_FALSE(modeFromString("").has_value());
    }

    TEST_CASE("an error describes itself with its context")
    {
        CHECK(describe(Error{ErrorCode::Io, "no space", "a.bin"}) == "a.bin: no space");
        CHECK(describe(Error{ErrorCode::Io, "no space", ""}) == "no space");
        CHECK(toString(ErrorCode::OutOfMemory) == "out_of_memory");
    }

    TEST_CASE("a text file over the limit is refused before it is read")
    {
        const auto path = std::filesystem::temp_directory_path() / ("genserve-base-" + std::to_string(std::rand()));
        std::ofstream(path) << std::string(100, 'x');
        CHECK(readTextFile(path, 100).value().size() == 100);
        const auto refused = readTextFile(path, 99);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == ErrorCode::UnsupportedFormat);
        CHECK(refused.error().context == path.string());
        std::filesystem::remove(path);
        CHECK(readTextFile(path, 100).error().code == ErrorCode::NotFound);
        CHECK(readTextFile(std::filesystem::temp_directory_path(), 100).error().code == ErrorCode::Io);
        CHECK(readTextFile("/dev/zero", 100).error().code == ErrorCode::Io);
    }

    TEST_CASE("rows of an image are packed")
    {
        Image image = Image::filled(3, 2, 3, 7);
        CHECK(image.pixels.size() == 18);
        image.row(1)[0] = 9;
        CHECK(image.pixels[9] == 9);
    }
}
