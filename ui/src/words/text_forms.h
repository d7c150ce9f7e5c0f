// Forms that texts of all pages share.
#pragma once

#include <QSize>
#include <QString>

namespace genserve::ui {

QString sizeWords(const QSize& size);         // "1024 × 768"
QString capitalised(const QString& sentence); // its first letter large

} // namespace genserve::ui
