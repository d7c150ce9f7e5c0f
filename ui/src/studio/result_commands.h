// What can be done with the result on the canvas, as commands.
#pragma once

#include <functional>

#include "ui/world.h"

namespace genserve::ui {

class CanvasPane;
class CommandRegistry;
class FileChooser;
class StudioModel;

// `tell` shows a sentence to the user. Everything outlives the commands.
void addResultCommands(CommandRegistry& commands, CanvasPane& pane, StudioModel& model, TaskDoor& tasks,
                       FileChooser& files, std::function<void(const QString&)> tell);

} // namespace genserve::ui
