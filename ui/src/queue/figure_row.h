// One figure of a device: its name, its last minutes as a line, its value now.
#pragma once

#include <QWidget>

#include "../theme/tokens.h"

namespace genserve::ui {

class Sparkline;
class TextLabel;

class FigureRow : public QWidget {
    Q_OBJECT

public:
    // `top` is the value at the line's upper edge.
    FigureRow(const QString& iconName, Role line, double top, QWidget* parent = nullptr);

    void setName(const QString& name);
    void add(double value, const QString& text);

private:
    TextLabel* m_name;
    Sparkline* m_line;
    TextLabel* m_value;
};

} // namespace genserve::ui
