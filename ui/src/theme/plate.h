// The rounded plate with a hairline that painted widgets stand on.
#pragma once

#include <QStringView>
#include <QWidget>

#include "tokens.h"

namespace genserve::ui {

// Over the whole widget, in its paintEvent. radius: its path in tokens.json, e.g. u"radius.card".
void paintPlate(QWidget& widget, Role fill, QStringView radius);

} // namespace genserve::ui
