// Pictures among the answers of the command palette.
#pragma once

#include <functional>
#include <vector>

#include "../commands/command_matches.h"
#include "ui/world.h"

namespace genserve::ui {

// The newest few whose prompt holds the words; `show` runs for the one that is chosen. Answers later, on the GUI
// thread.
void searchPictures(TaskDoor& tasks, const QString& words, std::function<void(const tasks::Task&)> show,
                    std::function<void(std::vector<PaletteEntry>)> answer);

} // namespace genserve::ui
