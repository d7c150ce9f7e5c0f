// What the keyboard and the palette can do with the canvas and the mask.
#pragma once

#include <functional>

#include <QString>

namespace genserve::ui {

class CanvasPane;
class CommandRegistry;
class FileChooser;
class StudioModel;

struct CanvasDoor {
    std::function<int()> amountPx; // of grow, shrink and feather, asked when they run
    std::function<void(const QString& file)> openMask;
    std::function<void(const QString&)> tell; // a sentence to the user; GUI thread
    FileChooser& files;                       // outlives the commands
};

void addCanvasCommands(CommandRegistry& commands, CanvasPane& pane, StudioModel& model, CanvasDoor door);

} // namespace genserve::ui
