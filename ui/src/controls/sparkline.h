// The last minutes of one figure as a line over a tinted area.
#pragma once

#include <deque>

#include <QWidget>

#include "../theme/tokens.h"

namespace genserve::ui {

class Sparkline : public QWidget {
    Q_OBJECT

public:
    // Holds the newest `capacity` values; `top` is the value at its upper edge.
    Sparkline(Role line, int capacity, double top, QWidget* parent = nullptr);

    void add(double value);
    void setValues(std::deque<double> values);
    [[nodiscard]] const std::deque<double>& values() const { return m_values; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Role m_line;
    std::size_t m_capacity;
    double m_top;
    std::deque<double> m_values; // oldest first
};

} // namespace genserve::ui
