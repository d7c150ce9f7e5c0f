// Bars over a page or a part of it: one row on the sheet's ground for them.
#pragma once

#include <QStringView>

class QHBoxLayout;
class QWidget;

namespace genserve::ui {

// Makes a widget without a layout such a bar and returns its row. All lengths are tokens: the height, the space before
// the first and behind the last thing, the space between two.
QHBoxLayout* makeBar(QWidget& widget, QStringView height, QStringView left, QStringView right, QStringView between);

} // namespace genserve::ui
