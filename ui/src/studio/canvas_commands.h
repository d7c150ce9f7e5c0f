// What the keyboard and the palette can do with the canvas and the mask.
#pragma once

#include <functional>

namespace genserve::ui {

class CanvasPane;
class CommandRegistry;
class StudioModel;

// amountPx: asked when grow, shrink or feather runs.
void addCanvasCommands(CommandRegistry& commands, CanvasPane& pane, StudioModel& model, std::function<int()> amountPx);

} // namespace genserve::ui
