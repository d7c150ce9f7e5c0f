#include "tabular_text.h"

#include <algorithm>

namespace genserve::ui {
namespace {

constexpr QChar ThinSpace(0x2009);

int digitWidth(const QFontMetrics& metrics)
{
    int widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
        widest = std::max(widest, metrics.horizontalAdvance(QChar(digit)));
    }
    return widest;
}

bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

// Runs of other characters keep their kerning.
qsizetype runLength(const QString& text, qsizetype from)
{
    qsizetype end = from + 1;
    while (!isDigit(text[from]) && end < text.size() && !isDigit(text[end])) {
        ++end;
    }
    return end - from;
}

} // namespace

int tabularWidth(const QFontMetrics& metrics, const QString& text)
{
    const int cell = digitWidth(metrics);
    int width = 0;
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype length = runLength(text, i);
        width += isDigit(text[i]) ? cell : metrics.horizontalAdvance(text.mid(i, length));
        i += length;
    }
    return width;
}

void paintTabular(QPainter& painter, const QRect& rect, Qt::Alignment alignment, const QString& text)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const int cell = digitWidth(metrics);
    const int spare = rect.width() - tabularWidth(metrics, text);
    int x = rect.left() + ((alignment & Qt::AlignRight) ? spare : (alignment & Qt::AlignHCenter) ? spare / 2 : 0);
    const int baseline = rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) / 2;
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype length = runLength(text, i);
        const QString run = text.mid(i, length);
        const int width = metrics.horizontalAdvance(run);
        const bool digit = isDigit(text[i]);
        painter.drawText(x + (digit ? (cell - width) / 2 : 0), baseline, run);
        x += digit ? cell : width;
        i += length;
    }
}

QString groupedNumber(qint64 number)
{
    QString text = QString::number(number);
    for (qsizetype place = text.size() - 3; place > (number < 0 ? 1 : 0); place -= 3) {
        text.insert(place, ThinSpace);
    }
    return text;
}

} // namespace genserve::ui
