// The whole window over a fake world, without tasks.
#pragma once

#include <QTemporaryDir>

#include "fake_world.h"
#include "shell/main_window.h"

struct StudioWindow {
    FakeModels models;
    FakeTokens tokens;
    FakeTasks tasks;
    QTemporaryDir folder;
    genserve::ui::SettingsStore settings{folder.filePath(QStringLiteral("genserve.ini"))};
    genserve::ui::Language language;
    genserve::ui::MainWindow window{genserve::ui::World{&models, &tokens, &tasks}, settings, language};
};
