#include "finish_notice.h"

#include <algorithm>

#include <QApplication>

#include "../theme/icon.h"

namespace genserve::ui {
namespace {

constexpr int ShownMs = 10'000;

bool isOwn(const tasks::Task& task) { return task.client == tasks::LocalClient; }

} // namespace

FinishNotice::FinishNotice(TaskDoor& tasks, const SettingsStore& settings, QWidget& window)
    : QObject(&window), m_tasks(tasks), m_settings(settings), m_window(window)
{
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
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        if (m_tray == nullptr) {
            m_tray = new QSystemTrayIcon(icon(QStringLiteral("sparkles")), this);
            connect(m_tray, &QSystemTrayIcon::messageClicked, &m_window, [this] {
                m_window.showNormal();
                m_window.raise();
                m_window.activateWindow();
            });
        }
        m_tray->show();
        m_tray->showMessage(title, text, QSystemTrayIcon::NoIcon, ShownMs);
    }
    Q_EMIT told(title, text);
}

} // namespace genserve::ui
