// Other words by which people look for a command.
#pragma once

#include <QString>

namespace genserve::ui {

// In the language in use and in English, separated by spaces; empty = its title says it all.
QString commandWords(const QString& id);

} // namespace genserve::ui
