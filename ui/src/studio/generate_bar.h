// Always in view: what pressing Generate will do, and the button.
#pragma once

#include <QWidget>

#include "forecast.h"

namespace genserve::ui {

class CommandRegistry;
class StudioModel;
class TextButton;
class TextLabel;

class GenerateBar : public QWidget {
    Q_OBJECT

public:
    GenerateBar(StudioModel& model, CommandRegistry& commands, QWidget* parent = nullptr);

    void learn(const tasks::Task& finished);
    void setRefusal(const QString& sentence); // why the last press did nothing; empty = it did
    [[nodiscard]] QString strongLine() const;

private:
    void refresh();
    void showMenu();

    StudioModel& m_model;
    CommandRegistry& m_commands;
    Forecast m_forecast;
    QString m_refusal;
    TextLabel* m_strong;
    TextLabel* m_plain;
    TextButton* m_generate;
    TextButton* m_more;
};

// "about 14 s", "about 2 min".
QString aboutDuration(double seconds);

} // namespace genserve::ui
