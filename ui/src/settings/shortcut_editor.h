// All commands with their keys, to be changed.
#pragma once

#include <QWidget>

class QKeySequenceEdit;

namespace genserve::ui {

class CommandRegistry;
class ElidedLabel;
class TableList;
class TextButton;
class TextLabel;

class ShortcutEditor : public QWidget {
    Q_OBJECT

public:
    explicit ShortcutEditor(CommandRegistry& commands, QWidget* parent = nullptr);

    bool setSearch(const QString& words); // false = nothing is found
    void refresh();
    void edit(const QString& command); // chooses it, its keys wait to be typed

Q_SIGNALS:
    void changed(); // keys, by the user

private:
    [[nodiscard]] QString chosen() const; // id; empty = none
    void choose();
    void check();
    void take(const QList<QKeySequence>& keys, bool isTakenAway);

    CommandRegistry& m_commands;
    QString m_search;
    TableList* m_list;
    ElidedLabel* m_name;
    QKeySequenceEdit* m_keys;
    TextLabel* m_conflict;
    TextButton* m_set;
    TextButton* m_remove;
    TextButton* m_reset;
    TextButton* m_resetAll;
};

} // namespace genserve::ui
