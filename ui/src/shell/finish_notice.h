// Tells that this computer's pictures are done, where the window is not in front.
#pragma once

#include <QObject>

#include "../settings/settings_store.h"
#include "ui/world.h"

namespace genserve::ui {

class DesktopMessage;

// One message when nothing of this window runs or waits any more; its click is told, to bring the window to the front.
class FinishNotice : public QObject {
    Q_OBJECT

public:
    FinishNotice(TaskDoor& tasks, const SettingsStore& settings, QWidget& window);

Q_SIGNALS:
    void told(const QString& title, const QString& text);
    void clicked(); // on the message

private:
    void tellWhenDone();
    void show(const QString& title, const QString& text);

    TaskDoor& m_tasks;
    const SettingsStore& m_settings;
    QWidget& m_window;
    DesktopMessage* m_message;
    tasks::Task m_last;
    int m_finished = 0;
};

} // namespace genserve::ui
