#include "safetensors_writer.h"
#include "weights/dtype.h"
#include "weights/safetensors.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include <sys/stat.h>

using namespace genserve;
using namespace genserve::weights;
using testing::safetensorsText;
using testing::TemporaryFolder;
using testing::writeText;

namespace {

Expected<SafetensorsHeader> parse(const std::string& text)
{
    return parseSafetensorsHeader({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, text.size());
}

// The message about a file with this header and that much data.
std::string faultOf(const std::string& json, std::size_t dataBytes)
{
    const auto header = parse(safetensorsText(json, std::string(dataBytes, '\0')));
    return header ? "none" : header.error().message;
}

} // namespace

TEST_SUITE("safetensors")
{
    TEST_CASE("reads names, types, shapes, places and metadata")
    {
        const std::string json =
            R"({"__metadata__":{"format":"pt"},"b":{"dtype":"F16","shape":[2,3],"data_offsets":[4,16]},)"
            R"("a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}})";
        const auto header = parse(safetensorsText(json, std::string(16, '\0')));
        REQUIRE(header.has_value());
        CHECK(header->metadata.at("format") == "pt");
        REQUIRE(header->tensors.size() == 2);
        const TensorRecord& b = header->tensors.at("b");
        CHECK(b.dtype == Dtype::F16);
        CHECK(b.shape == std::vector<std::int64_t>{2, 3});
        CHECK(b.offset == 8 + json.size() + 4);
        CHECK(b.bytes == 12);
        CHECK(header->tensors.at("a").shape.empty());
    }

    TEST_CASE("accepts what the reference accepts and refuses the rest of the corpus in one line")
    {
        const auto folder = std::filesystem::path(GENSERVE_TEST_DATA).parent_path() / "fuzz/corpus/safetensors";
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            const std::string name = entry.path().filename().string();
            CAPTURE(name);
            const auto header = readSafetensorsHeader(entry.path());
            CHECK(header.has_value() == name.starts_with("valid-"));
            if (!header) {
                CHECK(header.error().context == entry.path().string());
                CHECK_FALSE(header.error().message.empty());
                CHECK(header.error().message.size() < 300);
                CHECK(header.error().message.find('\n') == std::string::npos);
            }
            ++count;
        }
        CHECK(count >= 40);
    }

    TEST_CASE("every prefix of a file is refused")
    {
        const std::string whole = safetensorsText(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", "1234");
        REQUIRE(parse(whole).has_value());
        for (std::size_t length = 0; length < whole.size(); ++length) {
            CHECK_FALSE(parse(whole.substr(0, length)).has_value());
        }
    }

    TEST_CASE("a fault names the tensor and the numbers that disagree")
    {
        CHECK(faultOf(R"({"x.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,20]}})", 20)
              == "x.weight: has 20 bytes, its shape [2, 3] in F32 needs 24");
        CHECK(faultOf(R"({"x.weight":{"dtype":"Q4","shape":[1],"data_offsets":[0,4]}})", 4)
              == "x.weight: has the unknown dtype \"Q4\"");
        CHECK(faultOf(R"({"x.weight":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}})", 4)
              == "x.weight: has a shape whose size overflows");
        CHECK(
            faultOf(
                R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}})",
                4)
            == "b: its data begin at byte 2, inside another tensor; expected 4");
        CHECK(faultOf(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}})", 6)
              == "a: its data begin at byte 2, after a gap; expected 0");
        CHECK(
            faultOf(
                R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})",
                4)
            == "a: stands in the header twice");
        CHECK(faultOf(R"({"a":{"dtype":"U8","shape":[-4],"data_offsets":[0,4]}})", 4)
              == "a: has a negative number where the format allows none");
    }

    TEST_CASE("a hostile name stays a short line")
    {
        std::string json = R"({"a\n\u001b[31m)";
        json.append(5000, 'x').append(R"(":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}})");
        const std::string fault = faultOf(json, 8);
        CHECK(fault.starts_with("a??[31mxxx"));
        CHECK(fault.size() < 250);
    }

    TEST_CASE("more tensors than any model has are refused")
    {
        std::string json = "{";
        for (int i = 0; i <= 100'000; ++i) {
            json += (i > 0 ? ",\"" : "\"") + std::to_string(i) + R"(":{"dtype":"U8","shape":[0],"data_offsets":[0,0]})";
        }
        CHECK(faultOf(json + "}", 0) == "the header has more than 100000 tensors");
    }

    TEST_CASE("a header over the limit is refused before it is read")
    {
        const TemporaryFolder folder;
        const auto path = folder / "long.safetensors";
        // 100000001 in 8 bytes, and a sparse file that would hold it.
        writeText(path, std::string("\x01\xE1\xF5\x05\0\0\0\0", 8));
        std::filesystem::resize_file(path, 200'000'000);
        const auto header = readSafetensorsHeader(path);
        REQUIRE_FALSE(header.has_value());
        CHECK(header.error().message.find("100000001 bytes; the limit is 100000000") != std::string::npos);
    }

    TEST_CASE("what is no file is an error that names it")
    {
        const TemporaryFolder folder;
        const auto missing = readSafetensorsHeader(folder / "none");
        REQUIRE_FALSE(missing.has_value());
        CHECK(missing.error().code == ErrorCode::NotFound);
        CHECK(missing.error().context == (folder / "none").string());
        CHECK(readSafetensorsHeader(folder.path()).error().code == ErrorCode::Io);
        REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
        CHECK(readSafetensorsHeader(folder / "pipe").error().code == ErrorCode::Io);
        std::filesystem::create_symlink(folder / "loop", folder / "loop");
        CHECK(readSafetensorsHeader(folder / "loop").error().code == ErrorCode::Io);
    }

    TEST_CASE("words of types map to values and back")
    {
        for (const char* word :
             {"F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2", "I64", "I32", "I16", "I8", "U8", "BOOL"}) {
            const auto dtype = dtypeFromString(word);
            REQUIRE(dtype.has_value());
            CHECK(toString(*dtype) == word);
        }
        CHECK_FALSE(dtypeFromString("f32").has_value());
        CHECK(byteSize(Dtype::F64) == 8);
        CHECK(byteSize(Dtype::BF16) == 2);
        CHECK(byteSize(Dtype::F8_E5M2) == 1);
    }
}
