#include "serve_options.h"

#include "rest/limit_option.h"

#include <algorithm>

#include <QHostAddress>

namespace genserve::app {
namespace {

constexpr std::int64_t MostSeconds = 24 * 3600;
constexpr double MostRate = 1e6;

Option textListOption(std::vector<std::string_view> names, std::vector<std::string>& target)
{
    return {std::move(names), true, [&target](std::string_view text) -> std::optional<std::string> {
                if (text.empty()) {
                    return "is empty";
                }
                target.emplace_back(text);
                return std::nullopt;
            }};
}

// Addresses to listen on instead of this computer's own two; "all" = every network.
Option listenOption(std::vector<std::string>& target, bool& isChosen)
{
    return {{"--listen"}, true, [&target, &isChosen](std::string_view text) -> std::optional<std::string> {
                std::vector<std::string> addresses{std::string(text)};
                if (text == "all") {
                    addresses = {"0.0.0.0", "::"};
                } else if (QHostAddress(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))).isNull()) {
                    return "'" + addresses.front() + "' is neither an IP address nor all";
                }
                if (!isChosen) {
                    target.clear();
                    isChosen = true;
                }
                target.insert(target.end(), addresses.begin(), addresses.end());
                return std::nullopt;
            }};
}

} // namespace

bool ServeChoice::isShared() const
{
    return std::ranges::any_of(server.addresses, [](const std::string& address) {
        return !QHostAddress(QString::fromStdString(address)).isLoopback();
    });
}

std::string ServeChoice::addressText() const
{
    std::string text;
    for (const auto& address : server.addresses) {
        text += (text.empty() ? "" : ", ") + address;
    }
    return text;
}

void addServeOptions(std::vector<Option>& table, ServeChoice& choice)
{
    addHostOptions(table, choice.host);
    auto& server = choice.server;
    table.push_back(integerOption<std::uint16_t>({"--port"}, server.port, 0, 65535));
    table.push_back(listenOption(server.addresses, choice.listensAsChosen));
    table.push_back(flagOption({"--no-auth"}, server.needsKey, false));
    table.push_back(textListOption({"--allow-host"}, server.allowedHosts));
    table.push_back(textListOption({"--allow-origin"}, server.allowedOrigins));
    table.push_back(realOption({"--rate"}, server.requestsPerSecond, 0.1, MostRate));
    table.push_back({{"--task-timeout"}, true, [&server](std::string_view text) -> std::optional<std::string> {
                         const auto seconds = parseInteger(text);
                         if (!seconds || *seconds < 1 || *seconds > MostSeconds) {
                             return integerProblem(text, 1, MostSeconds);
                         }
                         server.taskTimeout = std::chrono::seconds(*seconds);
                         return std::nullopt;
                     }});
    table.push_back(limitOption(server));
    table.push_back(flagOption({"--stop-now"}, choice.stopsNow));
    table.push_back(flagOption({"--quiet"}, choice.isQuiet));
    // The launcher acts on it before the program is loaded (watchdog.h).
    table.push_back(flagOption({"--watchdog"}, choice.isWatched));
}

} // namespace genserve::app
