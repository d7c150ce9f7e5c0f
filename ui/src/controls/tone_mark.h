// The small icon of a message's tone.
#pragma once

#include <QPixmap>

#include "text_label.h"

namespace genserve::ui {

// For `widget`'s screen. Accent and None are information.
QPixmap toneMark(Tone tone, const QWidget& widget);

} // namespace genserve::ui
