// Texts that name a command's keys, which the user may change while the window is open.
#pragma once

#include <functional>

#include <QString>

class QWidget;

namespace genserve::ui {

class CommandRegistry;

// Runs `setTexts` now and after every change of the language or of a command's keys, as long as `widget` lives.
void keepKeys(QWidget* widget, const CommandRegistry& commands, std::function<void()> setTexts);

// "Ctrl ↵": as a button shows them on itself.
QString shortKeys(const CommandRegistry& commands, const QString& id);

} // namespace genserve::ui
