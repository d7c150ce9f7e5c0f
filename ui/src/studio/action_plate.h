// What can be done with the picture that is shown, on a plate that floats under it.
#pragma once

#include <vector>

#include <QFrame>

namespace genserve::ui {

class CommandRegistry;

class IconButton;

class ActionPlate : public QFrame {
    Q_OBJECT

public:
    // The buttons run commands of the registry, which must have been added by then.
    ActionPlate(CommandRegistry& commands, QWidget* parent);

    void place(); // at the foot of its parent; where that is narrow words give way to icons, then the last ones go

    void setStarred(bool isStarred);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    IconButton* m_star;
    std::vector<QWidget*> m_withWords, m_withoutWords; // for the same commands
    std::vector<QWidget*> m_last;
};

} // namespace genserve::ui
