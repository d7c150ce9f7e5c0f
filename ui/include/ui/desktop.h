// The window's way into the program.
#pragma once

#include <memory>

#include "ui/world.h"

class QApplication;

namespace genserve::ui {

class Language;
class SettingsStore;
class Theme;

// Whether a window can be opened: a display server, or a Qt platform chosen by hand.
bool hasDisplay();

// The Qt application with its look and language. Made first of all in main(), on its thread; the World is made after
// it.
class Desktop {
public:
    Desktop(int& argc, char** argv, const QString& settingsFile);
    ~Desktop();

    // Says in a box why there will be no window; until it is closed.
    void explainFailure(const QString& sentence);

    // Shows the window until it is closed; returns the exit code.
    int run(const World& world);

    Desktop(const Desktop&) = delete;
    Desktop& operator=(const Desktop&) = delete;

private:
    std::unique_ptr<QApplication> m_application;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SettingsStore> m_settings;
    std::unique_ptr<Language> m_language;
};

} // namespace genserve::ui
