// The whole window over a fake world, without tasks.
#pragma once

#include <QTemporaryDir>

#include "fake_world.h"
#include "shell/main_window.h"

// What a window needs.
struct StudioDesk {
    FakeModels models;
    FakeTokens tokens;
    FakeTasks tasks;
    QTemporaryDir folder;
    genserve::ui::SettingsStore settings{folder.filePath(QStringLiteral("genserve.ini"))};
    genserve::ui::Language language;
    genserve::ui::World world{&models, &tokens, &tasks};
};

struct StudioWindow : StudioDesk {
    genserve::ui::MainWindow window{world, settings, language};
};
