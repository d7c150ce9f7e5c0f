#include "text_forms.h"

namespace genserve::ui {

QString sizeWords(const QSize& size) { return QStringLiteral("%1 × %2").arg(size.width()).arg(size.height()); }

QString capitalised(const QString& sentence)
{
    return sentence.isEmpty() ? sentence : QString(sentence.front().toUpper() % sentence.mid(1));
}

} // namespace genserve::ui
