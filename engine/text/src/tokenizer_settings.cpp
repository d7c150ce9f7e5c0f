#include "tokenizer_settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "json_file.h"

namespace genserve::text {

namespace {

using nlohmann::json;

constexpr std::array Roles{"bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"};
constexpr double LargestMaxLength = 1e6; // files without a limit say 1e30
constexpr std::int64_t MostExtraIds = 10000;

// Names the file and field in every error.
struct Place {
    std::string file;

    [[nodiscard]] tl::unexpected<Error> fault(const std::string& field, const std::string& expected) const
    {
        return failure(ErrorCode::CorruptFile, field + " is not " + expected, file);
    }
};

bool flag(const json& token, const char* name, bool otherwise)
{
    const auto value = token.find(name);
    return value != token.end() && value->is_boolean() ? value->get<bool>() : otherwise;
}

// A token is its text, or an object with its text and flags. isSpecial: what holds where the object does not say.
Expected<AddedToken> parseToken(const json& value, bool isSpecial, const std::string& field, const Place& place)
{
    if (value.is_string()) {
        return plainToken(value.get<std::string>());
    }
    if (!value.is_object() || !value.contains("content") || !value["content"].is_string()) {
        return place.fault(field, "a token");
    }
    return AddedToken{value["content"].get<std::string>(), flag(value, "single_word", false),
                      flag(value, "lstrip", false), flag(value, "rstrip", false),
                      flag(value, "normalized", !flag(value, "special", isSpecial))};
}

Expected<void> parseNamed(TokenizerSettings& settings, const json& config, bool isSpecial, const Place& place)
{
    for (const char* const role : Roles) {
        const auto value = config.find(role);
        if (value == config.end() || value->is_null()) {
            continue;
        }
        auto token = parseToken(*value, isSpecial, role, place);
        if (!token) {
            return tl::unexpected(token.error());
        }
        settings.named[role] = std::move(*token);
    }
    return {};
}

Expected<void> parseExtra(TokenizerSettings& settings, const json& config, const Place& place)
{
    for (const char* const field : {"extra_special_tokens", "additional_special_tokens"}) {
        const auto list = config.find(field);
        if (settings.extra || list == config.end() || !list->is_array()) {
            continue;
        }
        settings.extra.emplace();
        for (const json& value : *list) {
            auto token = parseToken(value, true, field, place);
            if (!token) {
                return tl::unexpected(token.error());
            }
            settings.extra->push_back(std::move(*token));
        }
    }
    return {};
}

void parseNumbers(TokenizerSettings& settings, const json& config)
{
    for (const char* const field : {"max_len", "model_max_length"}) {
        const auto value = config.find(field);
        if (value != config.end() && value->is_number()) {
            const auto length = value->get<double>();
            settings.maxLength = length >= 2 && length <= LargestMaxLength
                                     ? std::optional(static_cast<std::int64_t>(length))
                                     : std::nullopt;
        }
    }
    const auto extraIds = config.find("extra_ids");
    if (extraIds != config.end() && extraIds->is_number_integer()) {
        settings.extraIds = std::clamp<std::int64_t>(extraIds->get<std::int64_t>(), 0, MostExtraIds);
    }
}

using TokensById = std::map<std::int64_t, AddedToken>;

// {"49406": {"content": ...}, ...}
Expected<TokensById> parseDecoder(const json& decoder, const Place& place)
{
    TokensById tokens;
    if (!decoder.is_object()) {
        return place.fault("added_tokens_decoder", "an object");
    }
    for (const auto& [key, value] : decoder.items()) {
        std::int64_t id = -1;
        const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), id);
        if (error != std::errc() || end != key.data() + key.size() || id < 0) {
            return place.fault("added_tokens_decoder's key \"" + key.substr(0, 40) + '"', "an id");
        }
        auto token = parseToken(value, false, "added_tokens_decoder[" + key + ']', place);
        if (!token) {
            return tl::unexpected(token.error());
        }
        tokens[id] = std::move(*token);
    }
    return tokens;
}

// tokenizer.json: [{"id": 49406, "content": ...}, ...]
Expected<void> parseList(TokensById& tokens, const json& list, const Place& place)
{
    if (!list.is_array()) {
        return place.fault("added_tokens", "a list");
    }
    for (const json& value : list) {
        auto token = parseToken(value, false, "an entry of added_tokens", place);
        if (!token || !value.is_object() || !value.contains("id") || !value["id"].is_number_unsigned()) {
            return place.fault("an entry of added_tokens", "a token with an id");
        }
        tokens[value["id"].get<std::int64_t>()] = std::move(*token);
    }
    return {};
}

// added_tokens.json: {"<token>": 49408, ...}
Expected<void> parseMap(TokensById& tokens, const json& map, const TokenizerSettings& settings, const Place& place)
{
    std::set<std::string> special;
    for (const auto& [role, token] : settings.named) {
        special.insert(token.content);
    }
    for (const AddedToken& token : settings.extra.value_or(std::vector<AddedToken>())) {
        special.insert(token.content);
    }
    for (const auto& [content, id] : map.items()) {
        if (!id.is_number_unsigned()) {
            return place.fault('"' + content.substr(0, 40) + '"', "given an id");
        }
        AddedToken token = plainToken(content);
        token.isNormalized = !special.contains(content);
        tokens[id.get<std::int64_t>()] = token;
    }
    return {};
}

// Where tokenizer_config.json has no added_tokens_decoder, transformers falls back on the older files.
Expected<TokensById> readOlderFiles(TokenizerSettings& settings, const std::filesystem::path& folder,
                                    const json* tokenizerJson)
{
    TokensById tokens;
    const Place mapPlace{(folder / "special_tokens_map.json").string()};
    const Place addedPlace{(folder / "added_tokens.json").string()};
    const auto map = readJsonFileIfThere(mapPlace.file);
    const auto added = readJsonFileIfThere(addedPlace.file);
    if (!map || !added) {
        return tl::unexpected(!map ? map.error() : added.error());
    }
    Expected<void> done;
    if (*map) {
        done =
            parseNamed(settings, **map, true, mapPlace).and_then([&] { return parseExtra(settings, **map, mapPlace); });
    }
    if (done && *added) {
        done = parseMap(tokens, **added, settings, addedPlace);
    }
    if (done && tokenizerJson && tokenizerJson->contains("added_tokens")) {
        done = parseList(tokens, (*tokenizerJson)["added_tokens"], {(folder / "tokenizer.json").string()});
    }
    return done.map([&] { return std::move(tokens); });
}

} // namespace

AddedToken plainToken(std::string content)
{
    AddedToken token;
    token.content = std::move(content);
    return token;
}

Expected<TokenizerSettings> readTokenizerSettings(const std::filesystem::path& folder,
                                                  const nlohmann::json* tokenizerJson)
{
    TokenizerSettings settings;
    const Place place{(folder / "tokenizer_config.json").string()};
    const auto config = readJsonFileIfThere(place.file);
    if (!config) {
        return tl::unexpected(config.error());
    }
    const json fields = config->value_or(json::object());
    parseNumbers(settings, fields);
    auto done =
        parseNamed(settings, fields, false, place).and_then([&] { return parseExtra(settings, fields, place); });
    if (!done) {
        return tl::unexpected(done.error());
    }
    const auto tokens = fields.contains("added_tokens_decoder") ? parseDecoder(fields["added_tokens_decoder"], place)
                                                                : readOlderFiles(settings, folder, tokenizerJson);
    if (!tokens) {
        return tl::unexpected(tokens.error());
    }
    for (const auto& [id, token] : *tokens) {
        settings.added.push_back(token);
    }
    return settings;
}

AddedTokens addedTokens(const TokenizerSettings& settings, std::int64_t vocabularySize,
                        const VocabularyLookup& vocabulary)
{
    AddedTokens tokens(vocabularySize);
    std::set<std::string> added;
    for (const AddedToken& token : settings.added) {
        tokens.add(token, vocabulary(token.content));
        added.insert(token.content);
    }
    // Of a token with several roles or flags the last one counts, except over the list above.
    const auto addNew = [&](const AddedToken& token) {
        if (!added.contains(token.content)) {
            tokens.add(token, vocabulary(token.content));
        }
    };
    for (const char* const role : Roles) {
        const auto token = settings.named.find(role);
        if (token != settings.named.end()) {
            addNew(token->second);
        }
    }
    for (const AddedToken& token : settings.extra.value_or(std::vector<AddedToken>())) {
        addNew(token);
    }
    return tokens;
}

} // namespace genserve::text
