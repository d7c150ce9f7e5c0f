#include "models/json_object.h"

#include "base/text_file.h"

namespace genserve::models {

Expected<nlohmann::json> readJsonObject(const std::filesystem::path& file)
{
    constexpr std::uint64_t MaxBytes = 1 << 20;
    const auto text = readTextFile(file, MaxBytes);
    if (!text) {
        return tl::unexpected(text.error());
    }
    auto json = nlohmann::json::parse(*text, nullptr, false);
    if (!json.is_object()) {
        return failure(ErrorCode::CorruptFile, "is not a JSON object", file.string());
    }
    return json;
}

} // namespace genserve::models
