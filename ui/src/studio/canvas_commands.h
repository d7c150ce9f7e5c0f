// What the keyboard and the palette can do with the canvas and the mask.
#pragma once

#include <functional>

#include <QString>

class QPoint;
class QWidget;

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

// What can be done with the picture and the mask that are worked on; `at` on the screen.
void openCanvasMenu(const CommandRegistry& commands, QWidget& parent, const QPoint& at);

} // namespace genserve::ui
