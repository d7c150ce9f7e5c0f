// The whole window on the screen, over the demonstration's world.
#pragma once

#include <memory>

#include <QTemporaryDir>

#include "demo_world.h"
#include "shell/main_window.h"

struct OpenWindow {
    OpenWindow() : settings(folder.filePath(QStringLiteral("s.ini")))
    {
        language.set(QStringLiteral("en"));
        window = std::make_unique<genserve::ui::MainWindow>(demo.world(), settings, language);
        window->resize(1280, 800);
        window->show();
    }

    DemoWorld demo{QString()};
    QTemporaryDir folder;
    genserve::ui::SettingsStore settings;
    genserve::ui::Language language;
    std::unique_ptr<genserve::ui::MainWindow> window;
};
