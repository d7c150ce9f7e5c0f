// `genserve queue`: sees and changes the tasks of the process that owns the data folder, or of a folder without owner.
#include "commands.h"
#include "console.h"
#include "help_texts.h"
#include "hosting/control_socket.h"
#include "hosting/queue_addition.h"
#include "hosting/queue_table.h"
#include "hosting/task_host.h"

#include <algorithm>
#include <array>
#include <future>

#include <QCoreApplication>

namespace genserve::app {
namespace {

using Json = QueueControl::Json;

struct QueueAction {
    std::string_view word;
    std::string_view arguments; // as the help names them: "ID…" for one or more
};
constexpr std::array<QueueAction, 11> Actions{{{"list", ""},
                                               {"cancel", "ID…"},
                                               {"retry", "ID…"},
                                               {"duplicate", "ID…"},
                                               {"move", "ID first|last|ID"},
                                               {"priority", "ID N"},
                                               {"pause", ""},
                                               {"resume", ""},
                                               {"enable", "DEVICE"},
                                               {"drain", "DEVICE"},
                                               {"disable", "DEVICE"}}};

Json commandOf(std::string_view word, const std::vector<std::string>& arguments)
{
    Json command{{"command", word}};
    if (word == "enable" || word == "drain" || word == "disable") {
        command["device"] = arguments.front();
    } else if (!arguments.empty()) {
        command["task"] = arguments.front();
    }
    if (word == "move") {
        command["to"] = arguments.back();
    } else if (word == "priority") {
        command["priority"] = parseInteger(arguments.back()).value_or(0);
    }
    return command;
}

void checkArguments(const QueueAction& word, ParsedArguments& parsed)
{
    const auto given = parsed.positionals.size() - 1;
    const bool isList = word.arguments == "ID…";
    const auto wanted = word.arguments.empty() ? 0U : word.arguments.find(' ') == std::string_view::npos ? 1U : 2U;
    if (parsed.hasUnknownOption || (isList ? given >= 1 : given == wanted)) {
        return;
    }
    const std::string name(word.word);
    parsed.faults.push_back({name, name, wanted == 0 ? "takes no argument" : "needs " + std::string(word.arguments)});
}

void checkWords(ParsedArguments& parsed)
{
    if (parsed.positionals.empty()) {
        parsed.positionals.emplace_back("list");
    }
    const auto& chosen = parsed.positionals.front();
    const auto* const it = std::ranges::find(Actions, chosen, &QueueAction::word);
    if (it == Actions.end()) {
        std::array<std::string_view, Actions.size()> words;
        std::ranges::transform(Actions, words.begin(), &QueueAction::word);
        const auto near = nearestWord(chosen, words);
        parsed.faults.push_back(
            {"ACTION", "action",
             "'" + chosen + "' is not one, "
                 + (near.empty() ? "see genserve queue --help" : "did you mean " + std::string(near) + "?")});
        return;
    }
    checkArguments(*it, parsed);
    const auto& last = parsed.positionals.back();
    if (it->word == "priority" && parsed.faults.empty()) {
        const auto number = parseInteger(last);
        if (!number || *number < -1000 || *number > 1000) {
            parsed.faults.push_back({"N", "priority", integerProblem(last, -1000, 1000)});
        }
    }
}

std::vector<Json> commandsOf(const ParsedArguments& parsed)
{
    const auto& word = parsed.positionals.front();
    const std::vector<std::string> arguments(parsed.positionals.begin() + 1, parsed.positionals.end());
    const auto* const it = std::ranges::find(Actions, word, &QueueAction::word);
    if (it->arguments != "ID…") {
        return {commandOf(word, arguments)};
    }
    std::vector<Json> commands;
    for (const auto& id : arguments) {
        commands.push_back(commandOf(word, {id}));
    }
    return commands;
}

// Asks the owner; where there is none, opens the folder for as long as the commands take.
class Queue {
public:
    explicit Queue(const HostChoice& choice) : m_choice(choice) {}

    // Whether a process answered that works on the tasks.
    [[nodiscard]] bool isOwned() const { return m_service == nullptr; }

    Expected<Json> ask(const Json& command)
    {
        if (m_service == nullptr) {
            auto answer = askOwner(m_choice.dataPath(), command);
            if (answer || answer.error().code != ErrorCode::NotFound) {
                return answer;
            }
            auto opened = openTasks(m_choice);
            if (!opened) {
                return tl::unexpected(opened.error().error);
            }
            m_service = std::move(*opened);
        }
        auto promise = std::make_shared<std::promise<Json>>();
        auto answer = promise->get_future();
        QueueControl control(*m_service);
        control.handle(command, [promise](const Json& json) { promise->set_value(json); });
        return answer.get();
    }

private:
    const HostChoice& m_choice;
    std::unique_ptr<tasks::TaskService> m_service;
};

int reportAnswer(const Json& command, const Json& answer, bool isOwned, bool asJson)
{
    if (const auto fault = answer.find("error"); fault != answer.end()) {
        return reportError({ErrorCode::InvalidArgument, fault->get<std::string>(), {}}, asJson);
    }
    if (asJson) {
        printJson(answer);
    } else if (command["command"] == "list") {
        std::ranges::for_each(queueTable(answer), printLine);
    } else if (const auto task = answer.find("task"); task != answer.end()) {
        printLine(queueLine(*task, isOwned));
    } else if (const auto tasks = answer.find("tasks"); tasks != answer.end()) {
        std::ranges::for_each(*tasks, [isOwned](const Json& one) { printLine(queueLine(one, isOwned)); });
    }
    return Success;
}

int addToQueue(Words arguments)
{
    std::vector<std::string> words(arguments.begin(), arguments.end());
    std::error_code error;
    const auto folder = std::filesystem::current_path(error);
    const auto addition = parseAddition(words, folder);
    if (addition.helpAsked) {
        return printHelp(QueueHelp);
    }
    if (!addition.faults.empty()) {
        return reportFaults("queue", addition.faults, addition.options.asJson);
    }
    HostChoice choice;
    choice.data = addition.data;
    std::filesystem::create_directories(choice.dataPath(), error);
    int count = 0;
    const QCoreApplication application(count, nullptr);
    const Json command{{"command", "add"}, {"words", words}, {"folder", folder.string()}};
    Queue queue(choice);
    const auto answer = queue.ask(command);
    return answer ? reportAnswer(command, *answer, queue.isOwned(), addition.options.asJson)
                  : reportError(answer.error(), addition.options.asJson);
}

} // namespace

int runQueue(Words arguments)
{
    if (!arguments.empty() && arguments.front() == "add") {
        return addToQueue(arguments.subspan(1));
    }
    HostChoice choice;
    bool asJson = false;
    const std::vector<Option> table{pathOption({"--data"}, choice.data), flagOption({"--json"}, asJson)};
    auto parsed = parseArguments(table, arguments);
    if (parsed.helpAsked) {
        return printHelp(QueueHelp);
    }
    checkWords(parsed);
    std::error_code error;
    if (!std::filesystem::is_directory(choice.dataPath(), error)) {
        parsed.faults.push_back({"--data", "data", "there is no '" + choice.dataPath().string() + "'"});
    }
    if (!parsed.faults.empty()) {
        return reportFaults("queue", parsed.faults, asJson);
    }
    int count = 0;
    const QCoreApplication application(count, nullptr);
    Queue queue(choice);
    int code = Success;
    for (const auto& command : commandsOf(parsed)) {
        const auto answer = queue.ask(command);
        code = std::max(code, answer ? reportAnswer(command, *answer, queue.isOwned(), asJson)
                                     : reportError(answer.error(), asJson));
    }
    return code;
}

} // namespace genserve::app
