// The window's own commands: palette, parts of the page, look, language, messages.
#pragma once

#include <functional>

#include <QString>

#include "../theme/theme.h"

namespace genserve::ui {

class CommandRegistry;

struct WindowActs {
    std::function<void()> openPalette, nextPart, back, openMessages, quit;
    std::function<void(Theme::Preference)> setLook;
    std::function<void(const QString& code)> setLanguage;
};

void addWindowCommands(CommandRegistry& commands, QWidget* window, const WindowActs& acts);

} // namespace genserve::ui
