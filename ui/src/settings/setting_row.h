// One setting: its name, a line about it, and the control at the right.
#pragma once

#include <functional>

#include <QWidget>

namespace genserve::ui {

class TextLabel;

class SettingRow : public QWidget {
    Q_OBJECT

public:
    // The control gets the name for assistive tools. Texts are asked for again after a change of language.
    SettingRow(std::function<QString()> name, std::function<QString()> line, QWidget* control,
               QWidget* parent = nullptr);

    [[nodiscard]] QString name() const;
    void focusControl();
    [[nodiscard]] bool matches(const QString& words) const; // whether they stand in its name or line

private:
    std::function<QString()> m_nameOf; // labels follow a change of language a little later
    TextLabel* m_name;
    TextLabel* m_line;
    QWidget* m_control;
};

} // namespace genserve::ui
