// A thin bar that fills from the left.
#pragma once

#include <QWidget>

#include "../theme/tokens.h"

namespace genserve::ui {

class ProgressLine : public QWidget {
    Q_OBJECT

public:
    explicit ProgressLine(QWidget* parent = nullptr);

    void setFraction(double fraction); // 0..1
    void setFill(Role role);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_fraction = 0;
    Role m_fill = Role::Accent;
};

} // namespace genserve::ui
