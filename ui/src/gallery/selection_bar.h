// At the gallery's foot: how many pictures are chosen, and what can be done with all of them.
#pragma once

#include <QWidget>

namespace genserve::ui {

class CommandRegistry;
class IconButton;
class TextButton;
class TextLabel;

class SelectionBar : public QWidget {
    Q_OBJECT

public:
    SelectionBar(CommandRegistry& commands, QWidget* parent = nullptr);

    // In the trash other things can be done.
    void setState(int selected, bool isTrash);

Q_SIGNALS:
    void cleared();

private:
    TextButton* addButton(const QString& command, const char* icon);

    CommandRegistry& m_commands;
    TextLabel* m_count;
    TextButton* m_compare;
    TextButton* m_star;
    TextButton* m_tag;
    TextButton* m_export;
    TextButton* m_restore;
    TextButton* m_purge;
    TextButton* m_purgeAll;
    IconButton* m_trash;
    IconButton* m_clear;
    int m_selected = 0;
};

} // namespace genserve::ui
