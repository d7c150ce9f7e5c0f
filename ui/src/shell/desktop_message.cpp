#include "desktop_message.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QSystemTrayIcon>

namespace genserve::ui {
namespace {

// freedesktop.org's Desktop Notifications Specification 1.2.
const QString Service = QStringLiteral("org.freedesktop.Notifications");
const QString Path = QStringLiteral("/org/freedesktop/Notifications");
constexpr int ShownMs = 10'000, AsTheDesktopLikes = -1;
const QString Default = QStringLiteral("default"); // the action of a click on the message itself

} // namespace

void DesktopMessage::show(const QString& title, const QString& text)
{
    auto call = QDBusMessage::createMethodCall(Service, Path, Service, QStringLiteral("Notify"));
    call << QStringLiteral("GenServe") << m_last << QStringLiteral("genserve") << title << text.toHtmlEscaped()
         << QStringList{Default, QString()}
         << QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("genserve")}} << AsTheDesktopLikes;
    listen();
    auto* answer = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer, title, text] {
        const QDBusPendingReply<uint> number = *answer;
        answer->deleteLater();
        if (number.isError()) {
            showInTray(title, text);
        } else {
            m_last = number.value();
        }
    });
}

void DesktopMessage::listen()
{
    if (!std::exchange(m_isListening, true)) {
        QDBusConnection::sessionBus().connect(Service, Path, Service, QStringLiteral("ActionInvoked"), this,
                                              SLOT(actionInvoked(uint, QString)));
    }
}

void DesktopMessage::actionInvoked(uint message, const QString& action)
{
    if (message == m_last && action == Default) {
        Q_EMIT clicked();
    }
}

void DesktopMessage::showInTray(const QString& title, const QString& text)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable()) {
        return;
    }
    if (m_tray == nullptr) {
        m_tray = new QSystemTrayIcon(QGuiApplication::windowIcon(), this);
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, &DesktopMessage::clicked);
    }
    m_tray->show();
    m_tray->showMessage(title, text, QSystemTrayIcon::NoIcon, ShownMs);
}

} // namespace genserve::ui
