// `genserve keys`: the API keys of this computer's server, in the file that the server reads.
#include "commands.h"
#include "console.h"
#include "resource_paths.h"
#include "service/key_store.h"
#include "tool_help.h"

#include <algorithm>
#include <filesystem>

#include <nlohmann/json.hpp>

namespace genserve::app {
namespace {

struct KeysChoice {
    std::filesystem::path data;
    std::optional<std::string> scopes;
    bool asJson = false;
};

nlohmann::ordered_json keyJson(const service::ApiKey& key)
{
    return {{"name", key.name}, {"scopes", key.scopes}, {"created_at", key.createdAt}};
}

int add(service::KeyStore& keys, const std::string& name, const KeysChoice& choice)
{
    const auto key = keys.add(name, choice.scopes.value_or("generation,readonly"));
    if (!key) {
        return reportError(key.error(), choice.asJson);
    }
    if (choice.asJson) {
        auto shown = keyJson(keys.keys().back());
        shown["key"] = *key;
        printJson(shown);
    } else {
        printLine(*key);
        printError("this key is not shown again; clients send it as \"Authorization: Bearer KEY\"");
    }
    return Success;
}

int list(const service::KeyStore& keys, const KeysChoice& choice)
{
    if (choice.asJson) {
        auto all = nlohmann::ordered_json::array();
        std::ranges::transform(keys.keys(), std::back_inserter(all), keyJson);
        printJson(all);
        return Success;
    }
    std::size_t widest = 0;
    for (const auto& key : keys.keys()) {
        widest = std::max(widest, key.name.size());
    }
    for (const auto& key : keys.keys()) {
        printLine(key.name + std::string(widest - key.name.size() + 2, ' ') + key.createdAt + "  " + key.scopes);
    }
    if (keys.keys().empty()) {
        printLine("There are no keys. genserve keys add NAME makes one.");
    }
    return Success;
}

int revoke(service::KeyStore& keys, const std::string& name, const KeysChoice& choice)
{
    const auto revoked = keys.revoke(name);
    return revoked ? Success : reportError(revoked.error(), choice.asJson);
}

// What the words ask for; a fault where it is nothing.
std::optional<UsageFault> checkWords(const std::vector<std::string>& words)
{
    const bool isList = words.size() == 1 && words[0] == "list";
    const bool hasName = words.size() == 2 && (words[0] == "add" || words[0] == "revoke");
    if (isList || hasName) {
        return std::nullopt;
    }
    return UsageFault{"keys", "keys", "needs one of: add NAME, list, revoke NAME"};
}

} // namespace

int runKeys(Words arguments)
{
    KeysChoice choice;
    const std::vector<Option> table{pathOption({"--data"}, choice.data), textOption({"--scopes"}, choice.scopes),
                                    flagOption({"--json"}, choice.asJson)};
    auto parsed = parseArguments(table, arguments);
    if (parsed.helpAsked) {
        return printHelp(KeysHelp);
    }
    if (auto fault = checkWords(parsed.positionals); fault && !parsed.hasUnknownOption) {
        parsed.faults.push_back(*std::move(fault));
    }
    if (!parsed.faults.empty()) {
        return reportFaults("keys", parsed.faults, choice.asJson);
    }
    const auto folder = choice.data.empty() ? dataFolder() : choice.data;
    std::error_code failed;
    std::filesystem::create_directories(folder, failed); // a first key may come before the first start
    auto keys = service::KeyStore::open(keyFileIn(folder));
    if (!keys) {
        return reportError(keys.error(), choice.asJson);
    }
    const auto& words = parsed.positionals;
    return words[0] == "add"      ? add(*keys, words[1], choice)
           : words[0] == "revoke" ? revoke(*keys, words[1], choice)
                                  : list(*keys, choice);
}

} // namespace genserve::app
