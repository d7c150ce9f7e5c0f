#include "bar.h"

#include <QHBoxLayout>
#include <QVariant>

#include "theme.h"

namespace genserve::ui {

QHBoxLayout* makeBar(QWidget& widget, QStringView height, QStringView left, QStringView right, QStringView between)
{
    const Theme& theme = Theme::current();
    widget.setProperty("role", QStringLiteral("bar"));
    widget.setAttribute(Qt::WA_StyledBackground);
    widget.setFixedHeight(theme.px(height));
    auto* row = new QHBoxLayout(&widget);
    row->setContentsMargins(theme.px(left), 0, theme.px(right), 0);
    row->setSpacing(theme.px(between));
    return row;
}

} // namespace genserve::ui
