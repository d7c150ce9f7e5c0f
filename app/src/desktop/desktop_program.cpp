#include "desktop_program.h"

#include <chrono>
#include <utility>

#include <QCoreApplication>
#include <QSettings>

#include "../hosting/task_host.h"

namespace genserve::app {
namespace {

constexpr std::chrono::milliseconds LookInterval{200};
const QString Float8Key = QStringLiteral("engine/prefersFloat8");

} // namespace

DesktopProgram::DesktopProgram(tasks::TaskService& service, const QString& settingsFile, QString firstPicture)
    : m_service(service), m_settingsFile(settingsFile), m_firstPicture(std::move(firstPicture))
{
    connect(&m_timer, &QTimer::timeout, this, &DesktopProgram::lookWhetherDone);
}

void DesktopProgram::close(ui::CloseChoice choice)
{
    m_choice = choice;
    if (choice == ui::CloseChoice::FinishRunning) {
        m_drained = drainDevices(m_service);
    }
    m_timer.start(LookInterval);
    lookWhetherDone();
}

void DesktopProgram::raiseWindow(const QString& picture)
{
    m_timer.stop();
    for (const auto& device : std::exchange(m_drained, {})) {
        m_service.setDeviceMode(device, tasks::DeviceMode::Enabled, [](const Expected<void>&) {});
    }
    Q_EMIT raiseWanted(picture);
}

void DesktopProgram::restart()
{
    m_restarts = true;
    close(ui::CloseChoice::KeepAll);
}

// A paused queue never ends: what waits in it stays for the next start.
void DesktopProgram::lookWhetherDone()
{
    const auto status = m_service.status();
    const bool waits = m_choice == ui::CloseChoice::FinishAll && !status.isPaused && status.tasks.queued > 0;
    const bool runs = m_choice != ui::CloseChoice::KeepAll && status.tasks.running > 0;
    if (!waits && !runs) {
        QCoreApplication::quit();
    }
}

bool DesktopProgram::prefersFloat8(const QString& settingsFile)
{
    return QSettings(settingsFile, QSettings::IniFormat).value(Float8Key, false).toBool();
}

void DesktopProgram::setPrefersFloat8(bool isOn)
{
    QSettings settings(m_settingsFile, QSettings::IniFormat);
    settings.setValue(Float8Key, isOn);
    settings.sync();
}

QString DesktopProgram::dataFolder() const { return QString::fromStdString(m_service.folder().root.string()); }

} // namespace genserve::app
