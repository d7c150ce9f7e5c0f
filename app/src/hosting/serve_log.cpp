#include "serve_log.h"

#include <array>
#include <cstdio>

#include <QDateTime>

namespace genserve::app {

std::string endOf(const tasks::Task& task)
{
    const auto orDash = [](const std::string& value) { return value.empty() ? "-" : value; };
    const bool hasRun = task.startedMs > 0 && task.finishedMs >= task.startedMs;
    std::array<char, 32> seconds{};
    std::snprintf(seconds.data(), seconds.size(), "%.2f",
                  hasRun ? static_cast<double>(task.finishedMs - task.startedMs) / 1000 : 0.0);
    return "task=" + task.id + " client=" + orDash(task.client) + " mode=" + std::string(toString(task.mode))
           + " model=" + orDash(task.modelId) + " state=" + std::string(toString(task.state))
           + " device=" + orDash(task.device) + " seconds=" + seconds.data()
           + " attempts=" + std::to_string(task.attempts) + " error=" + orDash(task.error.code);
}

void printLogLine(const std::string& line)
{
    // In one piece, since two threads write.
    const std::string text =
        "time=" + QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString() + ' ' + line + '\n';
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

} // namespace genserve::app
