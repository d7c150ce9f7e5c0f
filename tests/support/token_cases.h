// Runs a tokenizer over the strings of tests/data/tokens and compares with the ids stored there.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "safetensors_writer.h" // TemporaryFolder
#include "text/tokenizer.h"

namespace genserve::testing {

inline std::filesystem::path tokenData(const std::string& name)
{
    return std::filesystem::path(GENSERVE_TEST_DATA) / "tokens" / name;
}

inline nlohmann::json readJson(const std::filesystem::path& path)
{
    std::ifstream file(path);
    REQUIRE_MESSAGE(file.good(), path.string());
    return nlohmann::json::parse(file);
}

inline void checkCases(const Expected<std::unique_ptr<text::Tokenizer>>& tokenizer, const nlohmann::json& expected)
{
    REQUIRE_MESSAGE(tokenizer.has_value(), (tokenizer ? std::string() : describe(tokenizer.error())));
    CHECK((*tokenizer)->padId() == expected["pad_id"].get<std::int64_t>());
    CHECK((*tokenizer)->idCount() == expected["id_count"].get<std::int64_t>());
    const auto limit = expected["limit"].get<std::int64_t>();
    REQUIRE(!expected["cases"].empty());
    for (const auto& entry : expected["cases"]) {
        INFO("text: ", entry["text"].dump().substr(0, 300));
        const auto result = (*tokenizer)->tokenize(entry["text"].get<std::string>(), limit);
        CHECK(nlohmann::json(result.ids).dump() == entry["ids"].dump());
        CHECK(result.count == entry["count"].get<std::int64_t>());
        CHECK(result.cut.empty() == (result.count <= limit));
    }
}

class TokenizerFolder : public TemporaryFolder {
public:
    void copyHere(const std::filesystem::path& file) const
    {
        std::filesystem::copy_file(file, path() / file.filename());
    }
    void write(const std::string& name, const std::string& content) const
    {
        std::ofstream(path() / name, std::ios::binary) << content;
    }
};

// The folder is refused with one line that names the file.
inline void checkRefused(const Expected<std::unique_ptr<text::Tokenizer>>& tokenizer, const std::string& file)
{
    REQUIRE(!tokenizer.has_value());
    const std::string message = describe(tokenizer.error());
    INFO(message);
    CHECK(message.find(file) != std::string::npos);
    CHECK(message.find('\n') == std::string::npos);
    CHECK(message.size() < 400);
}

} // namespace genserve::testing
