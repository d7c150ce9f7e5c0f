#include "json_file.h"

#include "base/text_file.h"

namespace genserve::text {

namespace {

constexpr int DeepestNesting = 32;
constexpr std::size_t MostValues = 4'000'000; // a vocabulary of 250 000 pieces with scores has 750 000

// Why the text is not fit to be parsed, or null.
const char* structureFault(std::string_view text)
{
    int depth = 0;
    std::size_t values = 0;
    bool isInString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isInString) {
            i += c == '\\' ? 1 : 0;
            isInString = c != '"';
        } else if (c == '"') {
            isInString = true;
        } else if (c == '[' || c == '{') {
            ++values;
            if (++depth > DeepestNesting) {
                return "the JSON is nested more than 32 levels deep";
            }
        } else if (c == ']' || c == '}') {
            --depth;
        } else if (c == ',') {
            ++values;
        }
    }
    return values > MostValues ? "the JSON has more than 4000000 values" : nullptr;
}

} // namespace

Expected<nlohmann::json> readJsonFile(const std::filesystem::path& path)
{
    auto text = readTextFile(path, LargestFile);
    if (!text) {
        return tl::unexpected(text.error());
    }
    if (const char* const fault = structureFault(*text)) {
        return failure(ErrorCode::CorruptFile, fault, path.string());
    }
    try {
        auto json = nlohmann::json::parse(*text);
        if (!json.is_object()) {
            return failure(ErrorCode::CorruptFile, "the JSON is not an object", path.string());
        }
        return json;
    } catch (const nlohmann::json::exception& error) {
        const auto* const syntax = dynamic_cast<const nlohmann::json::parse_error*>(&error);
        return failure(ErrorCode::CorruptFile,
                       "not valid JSON" + (syntax ? ", see byte " + std::to_string(syntax->byte) : std::string()),
                       path.string());
    }
}

Expected<std::optional<nlohmann::json>> readJsonFileIfThere(const std::filesystem::path& path)
{
    auto json = readJsonFile(path);
    if (!json && json.error().code == ErrorCode::NotFound) {
        return std::optional<nlohmann::json>();
    }
    return std::move(json).map([](nlohmann::json value) { return std::optional(std::move(value)); });
}

} // namespace genserve::text
