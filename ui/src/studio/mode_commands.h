// The studio's modes by name, for palette and keyboard.
#pragma once

class QWidget;

namespace genserve::ui {

class CommandRegistry;
class StudioModel;

// Enabled where an installed model can do the mode. The model outlives them.
void addModeCommands(CommandRegistry& commands, StudioModel& model, QWidget* scope);

} // namespace genserve::ui
