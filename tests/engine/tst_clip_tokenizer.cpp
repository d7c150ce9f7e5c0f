#include <doctest/doctest.h>

#include <chrono>

#include "token_cases.h"

using namespace genserve;
using namespace genserve::testing;

namespace {

const std::filesystem::path Resources = GENSERVE_RESOURCES;
const std::filesystem::path Starter = Resources / "starter" / "tokenizer";
const std::filesystem::path Flux = Resources / "tokenizers" / "clip";
const std::filesystem::path Odd = std::filesystem::path(GENSERVE_TEST_DATA) / "models" / "odd" / "tokenizer";

std::unique_ptr<text::Tokenizer> fluxTokenizer()
{
    auto tokenizer = text::loadClipTokenizer(Flux);
    REQUIRE(tokenizer.has_value());
    return std::move(*tokenizer);
}

} // namespace

TEST_SUITE("clip_tokenizer")
{
    TEST_CASE("gives the reference's ids with FLUX.1's vocabulary")
    {
        checkCases(text::loadClipTokenizer(Flux), readJson(tokenData("flux_clip.json")));
    }

    TEST_CASE("gives the reference's ids with the starter's vocabulary")
    {
        checkCases(text::loadClipTokenizer(Starter), readJson(tokenData("starter_clip.json")));
    }

    TEST_CASE("reads tokenizer.json alone like vocab.json and merges.txt")
    {
        checkCases(text::loadClipTokenizer(Odd), readJson(tokenData("odd_clip.json")));
        checkCases(text::loadClipTokenizer(tokenData("saved_clip")), readJson(tokenData("odd_clip.json")));
    }

    TEST_CASE("honours ids and flags of special tokens as the reference does")
    {
        const auto variants = readJson(tokenData("clip_variants.json"));
        for (const auto& [name, variant] : variants.items()) {
            INFO("variant: ", name);
            const TokenizerFolder folder;
            folder.copyHere(Starter / "vocab.json");
            folder.copyHere(Starter / "merges.txt");
            for (const auto& [file, content] : variant["files"].items()) {
                folder.write(file, content.dump());
            }
            const auto tokenizer = text::loadClipTokenizer(folder.path());
            checkCases(tokenizer, variant);
            CHECK((*tokenizer)->modelMaxLength() == (name == "flags" ? 40 : 77));
        }
    }

    TEST_CASE("cuts at the limit, keeps both ends and says what was lost")
    {
        const auto tokenizer = fluxTokenizer();
        const auto whole = tokenizer->tokenize("a cat on a bench", 77);
        CHECK(whole.ids.size() == 7);
        CHECK(whole.cut.empty());
        const auto part = tokenizer->tokenize("a cat on  a bench ", 5);
        CHECK(part.ids == std::vector<std::int64_t>{49406, whole.ids[1], whole.ids[2], whole.ids[3], 49407});
        CHECK(part.count == 7);
        CHECK(part.cut == "a bench ");
        CHECK(tokenizer->tokenize("cafe\u0301 nai\u0308ve", 3).cut == "nai\u0308ve");
        CHECK(tokenizer->tokenize("a <|endoftext|>b", 3).cut == "<|endoftext|>b");
        CHECK(tokenizer->tokenize("cat", 2).ids == std::vector<std::int64_t>{49406, 49407});
        CHECK(tokenizer->tokenize("cat", 2).cut == "cat");
        // A character of which only some bytes were kept counts as cut.
        const auto glyph = tokenizer->tokenize("\U0001F9FF\U000130C0", 77);
        for (std::int64_t limit = 3; limit < glyph.count; ++limit) {
            const std::string cut = tokenizer->tokenize("\U0001F9FF\U000130C0", limit).cut;
            CHECK((cut == "\U0001F9FF\U000130C0" || cut == "\U000130C0"));
        }
    }

    TEST_CASE("replaces invalid UTF-8 instead of refusing it")
    {
        const auto tokenizer = fluxTokenizer();
        const auto sameIds = [&](const std::string& bytes, const std::string& text) {
            CHECK(tokenizer->tokenize(bytes, 77).ids == tokenizer->tokenize(text, 77).ids);
        };
        sameIds("a\xFFz", "a\uFFFDz");
        sameIds("\xE4\xBD", "\uFFFD");
        sameIds("\xE4\xBDz\xF0\x9F\x90", "\uFFFDz\uFFFD");
        sameIds("\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD");
        sameIds("\xC0\xAF", "\uFFFD\uFFFD");
        CHECK(tokenizer->tokenize("cat \xFF", 3).cut == "\uFFFD");
    }

    TEST_CASE("is quick: vocabulary and long texts")
    {
        // Generous bounds: they catch a quadratic loop, not a busy machine.
        const auto begin = std::chrono::steady_clock::now();
        const auto tokenizer = fluxTokenizer();
        CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(3));
        const auto loaded = std::chrono::steady_clock::now();
        CHECK(tokenizer->tokenize(std::string(200'000, 'x'), 77).ids.size() == 77);
        CHECK(std::chrono::steady_clock::now() - loaded < std::chrono::seconds(3));
    }

    TEST_CASE("refuses hostile vocabularies in one line that names the file")
    {
        const TokenizerFolder folder;
        const std::string merges = "#version: 0.2\na b\n";
        const auto refuses = [&](const std::string& vocabulary, const std::string& mergesText, const char* file) {
            folder.write("vocab.json", vocabulary);
            folder.write("merges.txt", mergesText);
            checkRefused(text::loadClipTokenizer(folder.path()), file);
        };
        checkRefused(text::loadClipTokenizer(folder.path()), "vocab.json");
        checkRefused(text::loadClipTokenizer(folder.path() / "nowhere"), "vocab.json");
        refuses("", merges, "vocab.json");
        refuses("{\"a\": 0, ", merges, "vocab.json");
        refuses("[1, 2]", merges, "vocab.json");
        refuses("{}", merges, "vocab.json");
        refuses("{\"a\": \"0\"}", merges, "vocab.json");
        refuses("{\"a\": -1}", merges, "vocab.json");
        refuses("{\"a\": 1.5}", merges, "vocab.json");
        refuses("{\"a\": 99999999999}", merges, "vocab.json");
        refuses("{\"a\": 0, \"b\": 0, \"ab\": 1}", merges, "vocab.json");
        refuses(std::string(1'000'000, '['), merges, "vocab.json");
        std::string commas = "{\"a\": ";
        commas.append(10'000'000, ',');
        refuses(commas, merges, "vocab.json");
        refuses("{\"a\xFF\": 0}", merges, "vocab.json");
        refuses("{\"a\": 0, \"b\": 1}", merges, "merges.txt");
        refuses("{\"a\": 0, \"b\": 1, \"ab\": 2}", "a b c\n", "merges.txt");
        refuses("{\"a\": 0, \"b\": 1, \"ab\": 2}", "ab\n", "merges.txt");
        refuses("{\"a\": 0, \"b\": 1, \"ab\": 2}", "a b\n\na b\n", "merges.txt");
        std::filesystem::resize_file(folder.path() / "merges.txt", 65u << 20);
        checkRefused(text::loadClipTokenizer(folder.path()), "merges.txt");
    }

    TEST_CASE("refuses hostile tokenizer files in one line that names the file")
    {
        const TokenizerFolder folder;
        folder.copyHere(Starter / "vocab.json");
        folder.copyHere(Starter / "merges.txt");
        const auto refuses = [&](const char* file, const std::string& content) {
            folder.write(file, content);
            checkRefused(text::loadClipTokenizer(folder.path()), file);
            std::filesystem::remove(folder.path() / file);
        };
        refuses("tokenizer.json", "{}");
        refuses("tokenizer.json", R"({"model": []})");
        refuses("tokenizer.json", R"({"model": {"type": "Unigram", "vocab": [], "merges": []}})");
        refuses("tokenizer.json", R"({"model": {"type": 3, "vocab": {"a": 0}, "merges": []}})");
        refuses("tokenizer.json", R"({"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [["a"]]}})");
        refuses("tokenizer.json", R"({"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [["a", 1]]}})");
        refuses("tokenizer.json", R"({"model": {"vocab": {"a": 0}, "merges": {}}})");
        refuses("tokenizer.json", R"({"model": {"vocab": {"a": 0}, "merges": []}, "added_tokens": [{"id": 0}]})");
        refuses("tokenizer_config.json", "no JSON");
        refuses("tokenizer_config.json", R"({"pad_token": 7})");
        refuses("tokenizer_config.json", R"({"added_tokens_decoder": {"x": {"content": "y"}}})");
        refuses("tokenizer_config.json", R"({"added_tokens_decoder": {"1": {}}})");
        refuses("tokenizer_config.json", R"({"added_tokens_decoder": []})");
        refuses("special_tokens_map.json", R"({"eos_token": []})");
        refuses("added_tokens.json", R"({"<x>": "y"})");
        CHECK(text::loadClipTokenizer(folder.path()).has_value());
    }
}
