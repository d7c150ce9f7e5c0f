#include "safetensors_writer.h"
#include "weights/checkpoint.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>

using namespace genserve;
using namespace genserve::weights;
using testing::TemporaryFolder;
using testing::writeSafetensors;
using testing::writeText;
using namespace std::string_view_literals;

namespace {

void writeShard(const std::filesystem::path& path, const std::string& tensor)
{
    writeSafetensors(path, {{tensor, "U8", {2}, "ab"}});
}

// A folder with two shards, one tensor each, and this index.
void writeShards(const TemporaryFolder& folder, const std::string& index)
{
    writeShard(folder / "one.safetensors", "a");
    writeShard(folder / "two.safetensors", "b");
    writeText(folder / "model.safetensors.index.json", index);
}

std::string faultOf(const TemporaryFolder& folder)
{
    const auto checkpoint = openFolder(folder.path());
    if (checkpoint) {
        return "none";
    }
    CHECK(checkpoint.error().context.starts_with(folder.path().string()));
    CHECK(checkpoint.error().message.find('\n') == std::string::npos);
    return std::filesystem::path(checkpoint.error().context).filename().string() + ": " + checkpoint.error().message;
}

} // namespace

TEST_SUITE("checkpoint")
{
    TEST_CASE("a single file gives its tensors and remembers its state")
    {
        const TemporaryFolder folder;
        writeShard(folder / "x.safetensors", "a");
        const auto checkpoint = openFile(folder / "x.safetensors");
        REQUIRE(checkpoint.has_value());
        REQUIRE(checkpoint->files.size() == 1);
        REQUIRE(checkpoint->stamps.size() == 1);
        CHECK(checkpoint->stamps[0].bytes == std::filesystem::file_size(folder / "x.safetensors"));
        REQUIRE(checkpoint->contains("a"));
        CHECK(checkpoint->find("a")->segments[0].bytes == 2);
        CHECK(checkpoint->find("b") == nullptr);
    }

    TEST_CASE("a folder is opened under either name, and through links as the Hugging Face cache has them")
    {
        for (const char* stem : {"model", "diffusion_pytorch_model"}) {
            const TemporaryFolder folder;
            writeShard(folder / "blob", "a");
            std::filesystem::create_symlink(folder / "blob", folder / (std::string(stem) + ".safetensors"));
            const auto checkpoint = openFolder(folder.path());
            REQUIRE(checkpoint.has_value());
            CHECK(checkpoint->contains("a"));
        }
    }

    TEST_CASE("shards become one table")
    {
        const TemporaryFolder folder;
        writeShards(folder,
                    R"({"metadata":{"total_size":4},"weight_map":{"a":"one.safetensors","b":"two.safetensors"}})");
        const auto checkpoint = openFolder(folder.path());
        REQUIRE(checkpoint.has_value());
        CHECK(checkpoint->files.size() == 2);
        const auto& segment = checkpoint->find("b")->segments.at(0);
        CHECK(checkpoint->files[segment.file].filename() == "two.safetensors");
    }

    TEST_CASE("a missing shard is named")
    {
        const TemporaryFolder folder;
        writeShards(folder, R"({"weight_map":{"a":"one.safetensors","c":"three.safetensors"}})");
        CHECK(faultOf(folder) == "three.safetensors: the shard is missing (model.safetensors.index.json names it)");
        std::filesystem::create_symlink(folder / "gone", folder / "three.safetensors");
        CHECK(faultOf(folder) == "three.safetensors: the shard is missing (model.safetensors.index.json names it)");
    }

    TEST_CASE("a shard outside the folder is refused unopened")
    {
        for (const char* shard : {"../x.safetensors", "/etc/passwd", "sub/x", "..", ".", "", "x\\u0000y"}) {
            const TemporaryFolder folder;
            writeShards(folder, std::string(R"({"weight_map":{"a":")").append(shard).append(R"("}})"));
            const std::string fault = faultOf(folder);
            CHECK(fault.starts_with("model.safetensors.index.json: a: its shard"));
            CHECK(fault.ends_with("is no file of this folder"));
        }
    }

    TEST_CASE("a promised tensor that its shard lacks is named")
    {
        const TemporaryFolder folder;
        writeShards(folder, R"({"weight_map":{"a":"one.safetensors","b":"two.safetensors","lost":"two.safetensors"}})");
        CHECK(faultOf(folder)
              == "model.safetensors.index.json: lost: the index promises it in two.safetensors, which lacks it");
        writeShards(folder, R"({"weight_map":{"a":"two.safetensors","b":"one.safetensors"}})");
        CHECK(faultOf(folder)
              == "model.safetensors.index.json: a: the index promises it in two.safetensors, which lacks it");
    }

    TEST_CASE("a tensor in two shards is refused")
    {
        const TemporaryFolder folder;
        writeShards(folder, R"({"weight_map":{"a":"one.safetensors","b":"two.safetensors"}})");
        writeSafetensors(folder / "two.safetensors", {{"b", "U8", {1}, "b"}, {"a", "U8", {1}, "a"}});
        CHECK(faultOf(folder) == "two.safetensors: a: stands in one.safetensors too");
    }

    TEST_CASE("an absurd index is refused")
    {
        const std::string deep(100'000, '[');
        std::string deepMap = R"({"weight_map":)";
        deepMap.append(deep);
        for (const std::string_view index :
             {std::string_view(deep), std::string_view(deepMap), ""sv, "{"sv, "[]"sv, "null"sv,
              R"({"weight_map":[]})"sv, R"({"weight_map":{}})"sv, R"({"weight_map":{"a":1}})"sv,
              R"({"weight_map":{"a":"model.safetensors.index.json"}})"sv}) {
            CAPTURE(index.substr(0, 40));
            const TemporaryFolder folder;
            writeShards(folder, std::string(index));
            CHECK(faultOf(folder).starts_with("model.safetensors.index.json: "));
        }
        const TemporaryFolder folder;
        writeShards(folder, std::string(8'000'001, ' '));
        CHECK(faultOf(folder).find("the limit is 8000000") != std::string::npos);
    }

    TEST_CASE("a folder without weights says what it looked for")
    {
        const TemporaryFolder folder;
        const auto checkpoint = openFolder(folder.path());
        REQUIRE_FALSE(checkpoint.has_value());
        CHECK(checkpoint.error().code == ErrorCode::NotFound);
        CHECK(checkpoint.error().message.find("diffusion_pytorch_model.safetensors") != std::string::npos);
        CHECK(openFolder(folder / "none").error().code == ErrorCode::NotFound);
    }
}
