// `genserve monitor`: devices, queue and rates of a server.
#include "commands.h"
#include "console.h"
#include "http_client.h"
#include "status_report.h"
#include "stop_signal.h"
#include "tool_help.h"

#include <chrono>
#include <cstdio>

#include <QCoreApplication>
#include <QDateTime>
#include <QThread>
#include <nlohmann/json.hpp>

namespace genserve::app {
namespace {

struct MonitorChoice {
    ServerChoice server;
    int everySeconds = 0; // 0 = once
    int count = 0;        // 0 = until Ctrl-C
    bool asJson = false;
};

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

class Monitor {
public:
    Monitor(HttpClient& client, const MonitorChoice& choice) : m_client(client), m_choice(choice) {}

    // One look; false where there was no proper answer, which is reported.
    bool look()
    {
        const HttpReply reply = m_client.get("/status");
        const auto status = reply.json();
        if (reply.status != 200 || !status.is_object()) {
            printError(m_choice.server.url
                       + (reply.status == 0 ? ": " + reply.body
                                            : ": answered " + std::to_string(reply.status) + " to GET /status"));
            m_before.reset();
            return false;
        }
        const auto look = lookAt(status, now());
        const auto rate = picturesPerMinute(m_before, look);
        m_before = look;
        print(status, rate);
        return true;
    }

private:
    void print(const nlohmann::json& status, std::optional<double> rate) const
    {
        const auto time = QDateTime::currentDateTime().toString(Qt::ISODate).toStdString();
        if (m_choice.asJson) {
            nlohmann::ordered_json line{{"time", time}, {"status", status}};
            line["pictures_per_minute"] = rate ? nlohmann::ordered_json(*rate) : nlohmann::ordered_json();
            printJson(line);
        } else {
            for (const auto& line : statusLines(status, rate)) {
                printLine((line.starts_with("  ") ? "" : time + "  ") + line);
            }
        }
        std::fflush(stdout);
    }

    HttpClient& m_client;
    const MonitorChoice& m_choice;
    std::optional<StatusLook> m_before;
};

int monitor(const MonitorChoice& choice)
{
    const StopSignal signal; // before all that may start threads
    int count = 0;
    const QCoreApplication application(count, nullptr);
    auto client = HttpClient::create(choice.server);
    if (!client) {
        return reportError(client.error(), choice.asJson);
    }
    Monitor monitor(*client, choice);
    if (choice.everySeconds == 0) {
        return monitor.look() ? Success : WorkFailed;
    }
    bool wasGood = true;
    for (int look = 1; !signal.token().stop_requested(); ++look) {
        wasGood = monitor.look();
        if (choice.count > 0 && look >= choice.count) {
            break;
        }
        const double next = now() + choice.everySeconds;
        while (now() < next && !signal.token().stop_requested()) {
            QThread::msleep(50);
        }
    }
    return wasGood ? Success : WorkFailed;
}

} // namespace

int runMonitor(Words arguments)
{
    MonitorChoice choice;
    choice.server.timeoutSeconds = 10;
    std::vector<Option> table{integerOption<int>({"--continuous"}, choice.everySeconds, 1, 86'400),
                              integerOption<int>({"--count"}, choice.count, 1, 1'000'000),
                              flagOption({"--json"}, choice.asJson)};
    addServerOptions(table, choice.server);
    auto parsed = parseArguments(table, arguments);
    if (parsed.helpAsked) {
        return printHelp(MonitorHelp);
    }
    refuseArguments(parsed);
    if (!parsed.faults.empty()) {
        return reportFaults("monitor", parsed.faults, choice.asJson);
    }
    return monitor(choice);
}

} // namespace genserve::app
