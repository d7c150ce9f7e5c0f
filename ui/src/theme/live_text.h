// Texts that follow the language while the window is open.
#pragma once

#include <functional>

#include <QWidget>

namespace genserve::ui {

// Runs `setTexts` now and after every change of the language, as long as `widget` lives.
void keepTranslated(QWidget* widget, std::function<void()> setTexts);

// The same for what is painted or sized after the theme: now and after every change of it.
void keepThemed(QWidget* widget, std::function<void()> setLook);

} // namespace genserve::ui
