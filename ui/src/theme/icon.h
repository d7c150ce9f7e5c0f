// Icons in the colours of the theme in use.
#pragma once

#include <QIcon>
#include <QString>

#include "tokens.h"

namespace genserve::ui {

// Lucide icon `name`, drawn sharp at any size and pixel ratio. It follows the theme: secondary text normally, text
// under the pointer, accent text when checked, and disabled text.
QIcon icon(const QString& name);

// The same with one colour in all states but the disabled one, e.g. on a filled button.
QIcon icon(const QString& name, Role role);

} // namespace genserve::ui
