#include "tasks/task.h"

#include "words.h"

#include <QUuid>

#include <algorithm>

namespace genserve::tasks {
namespace {

constexpr Words<TaskState, 5> StateWords{{{TaskState::Queued, "queued"},
                                          {TaskState::Running, "running"},
                                          {TaskState::Finished, "finished"},
                                          {TaskState::Failed, "failed"},
                                          {TaskState::Cancelled, "cancelled"}}};
constexpr std::string_view IdForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

bool isLowerHex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

} // namespace

TaskId newTaskId() { return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(); }

bool isTaskId(std::string_view text)
{
    return std::ranges::equal(text, IdForm, [](char c, char form) { return form == '-' ? c == '-' : isLowerHex(c); });
}

std::string_view toString(TaskState state) { return wordOf(StateWords, state); }
std::optional<TaskState> taskStateFromString(std::string_view word) { return valueOf(StateWords, word); }

bool isFinal(TaskState state)
{
    return state == TaskState::Finished || state == TaskState::Failed || state == TaskState::Cancelled;
}

} // namespace genserve::tasks
