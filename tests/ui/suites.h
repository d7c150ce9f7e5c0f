// The suites of this binary, each in its own file.
#pragma once

#include <array>

#include "../support/suite_runner.h"

int runCanvas(int argc, char** argv);
int runCommands(int argc, char** argv);
int runControls(int argc, char** argv);
int runDrags(int argc, char** argv);
int runFiles(int argc, char** argv);
int runGallery(int argc, char** argv);
int runLayers(int argc, char** argv);
int runMask(int argc, char** argv);
int runMessages(int argc, char** argv);
int runPages(int argc, char** argv);
int runPalette(int argc, char** argv);
int runPrompt(int argc, char** argv);
int runQueue(int argc, char** argv);
int runResults(int argc, char** argv);
int runRuns(int argc, char** argv);
int runSession(int argc, char** argv);
int runSizes(int argc, char** argv);
int runStudio(int argc, char** argv);
int runTheme(int argc, char** argv);
int runTranslations(int argc, char** argv);
int runWildcards(int argc, char** argv);
int runWindow(int argc, char** argv);

constexpr std::array<Suite, 22> Suites{{
    {"canvas", runCanvas},       {"commands", runCommands},
    {"controls", runControls},   {"drags", runDrags},
    {"files", runFiles},         {"gallery", runGallery},
    {"layers", runLayers},       {"mask", runMask},
    {"messages", runMessages},   {"pages", runPages},
    {"palette", runPalette},     {"prompt", runPrompt},
    {"queue", runQueue},         {"results", runResults},
    {"runs", runRuns},           {"session", runSession},
    {"sizes", runSizes},         {"studio", runStudio},
    {"theme", runTheme},         {"translations", runTranslations},
    {"wildcards", runWildcards}, {"window", runWindow},
}};
