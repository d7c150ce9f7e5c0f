// The drawings of the icons: Lucide's SVG files in the program's resources, in any colour.
#pragma once

#include <QByteArray>
#include <QColor>
#include <QString>

namespace genserve::ui {

// The SVG of resources/looks/icons/NAME.svg with its stroke in that colour. Warns and returns nothing for an unknown
// name.
QByteArray iconSvg(const QString& name, const QColor& colour);

// A recoloured copy in the user's cache folder, for style sheets, which take files only. Its path with '/'.
QString iconFile(const QString& name, const QColor& colour);

} // namespace genserve::ui
