// What can be done with the result on the canvas, as commands.
#pragma once

#include <functional>

#include "recall.h"
#include "run_follower.h"
#include "ui/world.h"

class QPoint;
class QWidget;

namespace genserve::ui {

class CanvasPane;
class CommandRegistry;
class FileChooser;
class StudioModel;

struct ResultDoor {
    FileChooser& files;
    std::function<void(const QString&)> tell; // a sentence to the user
    // Tasks were sent: the canvas is to follow them.
    std::function<void(const std::vector<tasks::TaskView>& sent, const RunPicture& picture)> follow;
    std::function<void(const tasks::Task& task)> trash; // that is shown
    std::function<void(const GenerationRequest& request, RecallPart part)> recall;
};

// Everything outlives the commands.
void addResultCommands(CommandRegistry& commands, CanvasPane& pane, StudioModel& model, TaskDoor& tasks,
                       const ResultDoor& door);

// What can be done with the result on the canvas; `at` on the screen.
void openResultMenu(const CommandRegistry& commands, QWidget& parent, const QPoint& at);

} // namespace genserve::ui
