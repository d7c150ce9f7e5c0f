// The colour and the small icon of a message's tone.
#pragma once

#include <QPixmap>

#include "../theme/tokens.h"
#include "text_label.h"

namespace genserve::ui {

// Accent and None are information.
Role toneInk(Tone tone);
// For `widget`'s screen.
QPixmap toneMark(Tone tone, const QWidget& widget);

} // namespace genserve::ui
