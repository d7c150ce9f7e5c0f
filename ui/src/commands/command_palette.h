// Ctrl+K: type a few letters, run any command.
#pragma once

#include <QPointer>
#include <QWidget>

class QLineEdit;
class QListView;

namespace genserve::ui {

class CommandMatches;
class CommandRegistry;
class TextLabel;

// Covers its parent with a scrim; Esc or a click beside it closes it and gives the focus back.
class CommandPalette : public QWidget {
    Q_OBJECT

public:
    CommandPalette(CommandRegistry& registry, QWidget* parent);

    void open();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void dismiss();
    void runCurrent();
    void step(int rows);
    void selectFirst();
    void showCount();

    CommandRegistry& m_registry;
    CommandMatches* m_matches;
    QWidget* m_frame;
    QLineEdit* m_typed;
    QListView* m_list;
    TextLabel* m_count;
    QPointer<QWidget> m_before; // had the focus
};

} // namespace genserve::ui
