// Figures that change without the text around them moving: every digit in a cell as wide as the widest one.
#pragma once

#include <QFontMetrics>
#include <QPainter>
#include <QRect>
#include <QString>

namespace genserve::ui {

// Qt 6.4 can't switch on a font's tabular figures.
int tabularWidth(const QFontMetrics& metrics, const QString& text);
// In the painter's font and pen, on one line, vertically centred in `rect`; alignment left, right or centre.
void paintTabular(QPainter& painter, const QRect& rect, Qt::Alignment alignment, const QString& text);

// "12 408" with thin spaces.
QString groupedNumber(qint64 number);

} // namespace genserve::ui
