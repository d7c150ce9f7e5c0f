// The program around the window: closing it with tasks left, and second starts.
#pragma once

#include <QTimer>

#include "tasks/task_service.h"
#include "ui/world.h"

namespace genserve::app {

class DesktopProgram : public ui::Program {
    Q_OBJECT

public:
    // The service outlives it. firstPicture: see Program::firstPicture().
    DesktopProgram(tasks::TaskService& service, const QString& settingsFile, QString firstPicture);

    void close(ui::CloseChoice choice) override;
    void restart() override;
    [[nodiscard]] std::vector<std::string> notices() const override { return m_service.notices(); }
    [[nodiscard]] QString dataFolder() const override;
    [[nodiscard]] QString firstPicture() const override { return m_firstPicture; }

    [[nodiscard]] bool prefersFloat8() const override { return prefersFloat8(m_settingsFile); }
    void setPrefersFloat8(bool isOn) override;
    static bool prefersFloat8(const QString& settingsFile);

    [[nodiscard]] bool restarts() const { return m_restarts; }

    // A second start asks for the window, perhaps with a picture to open. One that was closed to finish tasks in the
    // background is back in use.
    void raiseWindow(const QString& picture);

private:
    void lookWhetherDone();

    tasks::TaskService& m_service;
    const QString m_settingsFile;
    const QString m_firstPicture;
    ui::CloseChoice m_choice = ui::CloseChoice::KeepAll;
    QTimer m_timer;
    std::vector<std::string> m_drained; // by close(), to be enabled again if the window comes back
    bool m_restarts = false;
};

} // namespace genserve::app
