// What the studio page does by name, for palette, menus and keyboard.
#pragma once

#include <functional>

class QWidget;

namespace genserve::ui {

class CommandRegistry;

struct StudioActs {
    std::function<void()> generate, generateNext, cancel;
    std::function<void()> open, paste; // a picture
    std::function<void()> resetDocks;
};

// Those of the docks ("dock.prompt", "dock.bottom", "dock.right") do nothing yet: who owns the docks connects them.
void addStudioCommands(CommandRegistry& commands, const StudioActs& acts, QWidget* scope);

} // namespace genserve::ui
