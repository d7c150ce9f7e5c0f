#include "desktop_options.h"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <vector>

namespace genserve::app {
namespace {

constexpr int MostPort = 65535;

void takePicture(ParsedArguments& parsed, DesktopChoice& choice)
{
    if (parsed.positionals.empty() || parsed.hasUnknownOption) { // that may be what the option meant
        return;
    }
    if (parsed.positionals.size() > 1) {
        parsed.faults.push_back({"PICTURE", "picture", "only one can be opened"});
        return;
    }
    std::error_code error;
    choice.picture = std::filesystem::absolute(parsed.positionals.front(), error);
    checkExists("PICTURE", "picture", choice.picture, parsed.faults);
}

} // namespace

ParsedArguments parseDesktop(Words arguments, DesktopChoice& choice)
{
    std::vector<Option> table;
    addHostOptions(table, choice.host);
    table.push_back(integerOption<int>({"--port"}, choice.port, 1, MostPort));
    auto parsed = parseArguments(table, arguments);
    takePicture(parsed, choice);
    std::ranges::move(checkHost(choice.host), std::back_inserter(parsed.faults));
    return parsed;
}

} // namespace genserve::app
