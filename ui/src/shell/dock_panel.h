// A dock with a title row of our own.
#pragma once

#include <QDockWidget>

class QHBoxLayout;

namespace genserve::ui {

class TextLabel;

// The row can be dragged, with the mouse on its title or on its free space.
class DockPanel : public QDockWidget {
    Q_OBJECT

public:
    // name: for the remembered layout.
    DockPanel(const QString& name, QWidget* parent);

    void setTitle(const QString& title); // also what assistive tools read
    // The title row, for buttons at its right or anything in place of the title.
    [[nodiscard]] QHBoxLayout* titleRow() const { return m_row; }
    void hideTitle();

private:
    QHBoxLayout* m_row;
    TextLabel* m_title;
};

} // namespace genserve::ui
