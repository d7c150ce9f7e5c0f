// Menus that open beside what is being typed.
#pragma once

#include <QPoint>

class QMenu;

namespace genserve::ui {

// Opens it at that place of the screen and waits until it is closed. What had the keyboard has it again then, unless
// what was chosen gave it to something else: a field in a menu takes it, and the next words would be taken for keys.
void openKeepingFocus(QMenu& menu, const QPoint& at);

} // namespace genserve::ui
