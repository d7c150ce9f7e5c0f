#include <doctest/doctest.h>

#include <chrono>

#include "token_cases.h"

using namespace genserve;
using namespace genserve::testing;

namespace {

const std::filesystem::path Resources = GENSERVE_RESOURCES;
const std::filesystem::path Starter = Resources / "starter" / "tokenizer_2";
const std::filesystem::path Flux = Resources / "tokenizers" / "t5";
const std::filesystem::path Odd = std::filesystem::path(GENSERVE_TEST_DATA) / "models" / "odd" / "tokenizer_2";

std::string readBytes(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST_SUITE("t5_tokenizer")
{
    TEST_CASE("gives the reference's ids with T5 v1.1's spiece.model")
    {
        checkCases(text::loadT5Tokenizer(Flux), readJson(tokenData("flux_t5.json")));
    }

    TEST_CASE("gives the reference's ids with the starter's tokenizer, which has byte pieces")
    {
        const auto expected = readJson(tokenData("starter_t5.json"));
        checkCases(text::loadT5Tokenizer(Starter), expected);
        for (const char* const file : {"spiece.model", "tokenizer.json"}) {
            INFO("alone: ", file);
            const TokenizerFolder folder;
            folder.copyHere(Starter / file);
            folder.copyHere(Starter / "tokenizer_config.json");
            checkCases(text::loadT5Tokenizer(folder.path()), expected);
        }
    }

    TEST_CASE("reads tokenizer.json alone like spiece.model")
    {
        checkCases(text::loadT5Tokenizer(Odd), readJson(tokenData("odd_t5.json")));
        checkCases(text::loadT5Tokenizer(tokenData("saved_t5")), readJson(tokenData("odd_t5.json")));
    }

    TEST_CASE("takes limits and the number of sentinels from tokenizer_config.json")
    {
        const TokenizerFolder folder;
        folder.copyHere(Odd / "spiece.model");
        const auto bare = text::loadT5Tokenizer(folder.path());
        REQUIRE(bare.has_value());
        CHECK((*bare)->modelMaxLength() == 512);
        folder.write("tokenizer_config.json", R"({"model_max_length": 64, "extra_ids": 3})");
        const auto small = text::loadT5Tokenizer(folder.path());
        REQUIRE(small.has_value());
        CHECK((*small)->modelMaxLength() == 64);
        CHECK((*small)->idCount() == (*bare)->idCount() - 97);
        CHECK((*small)->tokenize("<extra_id_0>", 64).ids.front() == (*small)->idCount() - 1);
        folder.write("tokenizer_config.json", R"({"model_max_length": 1e30})");
        CHECK((*text::loadT5Tokenizer(folder.path()))->modelMaxLength() == 512);
    }

    TEST_CASE("cuts at the limit, keeps the end and says what was lost")
    {
        const auto tokenizer = text::loadT5Tokenizer(Flux);
        REQUIRE(tokenizer.has_value());
        const auto whole = (*tokenizer)->tokenize("the cat on the bench", 512);
        CHECK(whole.ids.size() == 6);
        CHECK(whole.cut.empty());
        const auto part = (*tokenizer)->tokenize("the cat on  the bench ", 4);
        CHECK(part.ids == std::vector<std::int64_t>{whole.ids[0], whole.ids[1], whole.ids[2], 1});
        CHECK(part.count == 6);
        CHECK(part.cut == "the bench ");
        CHECK((*tokenizer)->tokenize("the <extra_id_0>cat", 2).cut == "<extra_id_0>cat");
        CHECK((*tokenizer)->tokenize("the \uFB01ne e\u0301", 2).cut == "\uFB01ne e\u0301");
        CHECK((*tokenizer)->tokenize("the", 1).ids == std::vector<std::int64_t>{1});
        CHECK((*tokenizer)->tokenize("the", 1).cut == "the");
    }

    TEST_CASE("is quick: pieces and long texts")
    {
        // Generous bounds: they catch a quadratic loop, not a busy machine.
        const auto begin = std::chrono::steady_clock::now();
        const auto tokenizer = text::loadT5Tokenizer(Flux);
        REQUIRE(tokenizer.has_value());
        CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(3));
        const auto loaded = std::chrono::steady_clock::now();
        CHECK((*tokenizer)->tokenize(std::string(200'000, 'x'), 512).ids.size() == 512);
        CHECK(std::chrono::steady_clock::now() - loaded < std::chrono::seconds(3));
    }

    TEST_CASE("refuses a hostile spiece.model in one line that names the file")
    {
        const TokenizerFolder folder;
        const auto refuses = [&](const std::string& content) {
            folder.write("spiece.model", content);
            checkRefused(text::loadT5Tokenizer(folder.path()), "spiece.model");
        };
        checkRefused(text::loadT5Tokenizer(folder.path()), "spiece.model");
        refuses("");
        refuses("version https://git-lfs.github.com/spec/v1\noid sha256:d60acb128cf7b7f2536e8f38a5b18a05\n");
        refuses("{\"model\": {}}");
        refuses(std::string(1'000'000, '\x0A'));
        refuses(std::string("\x0A\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F", 10) + "abc");
        const std::string intact = readBytes(Odd / "spiece.model");
        REQUIRE(intact.size() > 1000);
        refuses(intact.substr(0, intact.size() / 2 + 1) + std::string(100, '\xFF'));
        std::filesystem::resize_file(folder.path() / "spiece.model", 65u << 20);
        checkRefused(text::loadT5Tokenizer(folder.path()), "spiece.model");
    }

    TEST_CASE("survives every damaged byte of a spiece.model")
    {
        const TokenizerFolder folder;
        const std::string intact = readBytes(Odd / "spiece.model");
        std::size_t loaded = 0;
        for (std::size_t i = 0; i < intact.size(); i += 7) {
            std::string damaged = intact;
            damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i % 8)));
            folder.write("spiece.model", damaged);
            const auto tokenizer = text::loadT5Tokenizer(folder.path());
            if (tokenizer) {
                ++loaded;
                const auto result = (*tokenizer)->tokenize("\uFB01ne \uFF21 caf\u00E9 e\u0301 \u2160 cat", 512);
                CHECK(result.ids.size() == static_cast<std::size_t>(result.count));
            }
        }
        CHECK(loaded > 0);
    }

    TEST_CASE("refuses a hostile tokenizer.json in one line that names the file")
    {
        const TokenizerFolder folder;
        const auto refuses = [&](const std::string& content) {
            folder.write("tokenizer.json", content);
            checkRefused(text::loadT5Tokenizer(folder.path()), "tokenizer.json");
        };
        const std::string pieces = R"(["<pad>", 0], ["</s>", 0], ["<unk>", 0])";
        refuses("not JSON");
        refuses("{}");
        refuses(R"({"model": {"type": "BPE", "vocab": []}})");
        refuses(R"({"model": {"type": "Unigram", "vocab": {}}})");
        refuses(R"({"model": {"type": "Unigram", "vocab": []}})");
        refuses(R"({"model": {"type": "Unigram", "vocab": [["<pad>", 0], ["</s>", 0]]}})");
        refuses(R"({"model": {"type": "Unigram", "vocab": [)" + pieces + R"(, ["a"]]}})");
        refuses(R"({"model": {"type": "Unigram", "vocab": [)" + pieces + R"(, [1, 2]]}})");
        refuses(R"({"model": {"type": "Unigram", "vocab": [)" + pieces + R"(, ["a", "b"]]}})");
        const auto withMap = [&](const std::string& map) {
            return R"({"normalizer": {"type": "Precompiled", "precompiled_charsmap": )" + map
                   + R"(}, "model": {"type": "Unigram", "vocab": [)" + pieces + "]}}";
        };
        refuses(withMap("7"));
        refuses(withMap("\"***\""));
        refuses(withMap("\"AAAA\""));
        refuses(withMap("\"/////w==\""));
        folder.write("tokenizer.json", withMap("\"\""));
        CHECK(text::loadT5Tokenizer(folder.path()).has_value());
    }
}
