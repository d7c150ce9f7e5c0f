#include "base/log.h"

#include <cstdio>
#include <memory>
#include <mutex>

namespace genserve {
namespace {

void writeToStandardError(LogLevel level, std::string_view room, std::string_view message)
{
    if (level < LogLevel::Warning) {
        return;
    }
    std::fprintf(stderr, "genserve: %.*s: %.*s\n", static_cast<int>(room.size()), room.data(),
                 static_cast<int>(message.size()), message.data());
}

std::mutex& sinkMutex()
{
    static std::mutex mutex;
    return mutex;
}

std::shared_ptr<const LogSink>& sinkSlot()
{
    static auto sink = std::make_shared<const LogSink>(writeToStandardError);
    return sink;
}

} // namespace

void setLogSink(LogSink sink)
{
    auto replacement = std::make_shared<const LogSink>(std::move(sink));
    const std::lock_guard lock(sinkMutex());
    sinkSlot() = std::move(replacement);
}

void log(LogLevel level, std::string_view room, std::string_view message)
{
    std::shared_ptr<const LogSink> sink;
    {
        const std::lock_guard lock(sinkMutex());
        sink = sinkSlot();
    }
    (*sink)(level, room, message);
}

} // namespace genserve
