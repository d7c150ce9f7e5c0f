// A titled part of a panel.
#pragma once

#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace genserve::ui {

class TextLabel;

class Section : public QWidget {
    Q_OBJECT

public:
    explicit Section(QWidget* parent = nullptr);

    void setTitle(const QString& title);
    [[nodiscard]] QHBoxLayout* head() const { return m_head; } // right of the title
    [[nodiscard]] QVBoxLayout* column() const { return m_column; }
    // Below the others: two or more side by side.
    QHBoxLayout* addRow();

private:
    TextLabel* m_title;
    QHBoxLayout* m_head;
    QVBoxLayout* m_column;
};

} // namespace genserve::ui
