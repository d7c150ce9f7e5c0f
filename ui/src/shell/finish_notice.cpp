#include "finish_notice.h"

#include <algorithm>

#include <QApplication>

#include "desktop_message.h"

namespace genserve::ui {
namespace {

bool isOwn(const tasks::Task& task) { return task.client == tasks::LocalClient; }

} // namespace

FinishNotice::FinishNotice(TaskDoor& tasks, const SettingsStore& settings, QWidget& window)
    : QObject(&window), m_tasks(tasks), m_settings(settings), m_window(window), m_message(new DesktopMessage(this))
{
    connect(m_message, &DesktopMessage::clicked, this, &FinishNotice::clicked);
    connect(&tasks, &TaskDoor::finished, this, [this](const tasks::Task& task) {
        if (isOwn(task)) {
            m_last = task;
            ++m_finished;
        }
    });
    connect(&tasks, &TaskDoor::tasksChanged, this, &FinishNotice::tellWhenDone);
}

void FinishNotice::tellWhenDone()
{
    const bool isBusy = std::ranges::any_of(m_tasks.tasks(), [](const tasks::TaskView& view) {
        return isOwn(view.task) && !tasks::isFinal(view.task.state);
    });
    if (m_finished == 0 || isBusy) {
        return;
    }
    const int count = std::exchange(m_finished, 0);
    if (m_settings.notifies() && !m_window.isActiveWindow()) {
        show(tr("%n picture(s) finished", nullptr, count), QString::fromStdString(m_last.prompt));
    }
}

void FinishNotice::show(const QString& title, const QString& text)
{
    QApplication::alert(&m_window);
    m_message->show(title, text);
    Q_EMIT told(title, text);
}

} // namespace genserve::ui
