// A message of the desktop, outside the window; its click is told.
#pragma once

#include <QObject>
#include <QString>

class QSystemTrayIcon;

namespace genserve::ui {

// By the desktop's notification service; where there is none, by the system tray; else not at all. Does not block.
class DesktopMessage : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void show(const QString& title, const QString& text); // in the place of the one before

Q_SIGNALS:
    void clicked();

private Q_SLOTS:
    void actionInvoked(uint message, const QString& action);

private:
    void listen();
    void showInTray(const QString& title, const QString& text);

    uint m_last = 0; // the service's number of what was shown; 0 = nothing yet
    bool m_isListening = false;
    QSystemTrayIcon* m_tray = nullptr; // made for the first message
};

} // namespace genserve::ui
