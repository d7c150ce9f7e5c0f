// What can be done with the picture that is shown, on a plate that floats under it.
#pragma once

#include <QFrame>

namespace genserve::ui {

class CommandRegistry;

class ActionPlate : public QFrame {
    Q_OBJECT

public:
    // The buttons run commands of the registry, which must have been added by then.
    ActionPlate(CommandRegistry& commands, QWidget* parent);

    void place(); // at the foot of its parent

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace genserve::ui
