// What the style sheet stands on: Fusion, with the window's icons in Qt's own dialogs.
#pragma once

#include <QProxyStyle>

namespace genserve::ui {

class BaseStyle : public QProxyStyle {
    Q_OBJECT

public:
    BaseStyle();

    // A list that is a window of its own has nothing behind it: the sheet gives it a ground.
    void polish(QWidget* widget) override;
    using QProxyStyle::polish;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* answer) const override;
    QIcon standardIcon(StandardPixmap standard, const QStyleOption* option, const QWidget* widget) const override;
};

} // namespace genserve::ui
