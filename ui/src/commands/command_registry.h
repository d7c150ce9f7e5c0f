// Everything the window can do, by name: what menus, buttons, the palette and the keyboard all ask for.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

class QSettings;

namespace genserve::ui {

class Page;

struct CommandSpec {
    QString id; // "canvas.fit"; also its key in the settings
    QString iconName;
    QList<QKeySequence> defaultKeys;
    std::function<QString()> title; // in the language in use
    std::function<QString()> group; // "Canvas"
};

struct Command {
    CommandSpec spec;
    QAction* action = nullptr; // owned by the widget in whose scope it is
};

// One a window; GUI thread. Commands stay for the window's life.
class CommandRegistry : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // The command's keys work while `scope` is visible and its window active.
    QAction* add(CommandSpec spec, QWidget* scope, std::function<void()> run);

    [[nodiscard]] const std::vector<Command>& commands() const { return m_commands; }
    [[nodiscard]] QAction* action(const QString& id) const; // nullptr = unknown
    // Nothing while it is disabled. pageWanted() comes before, where its page is not the one that is seen.
    void run(const QString& id);
    // Blocks until one of them or none was chosen; "" = a line between groups, `at` on the screen.
    void openMenu(const std::vector<const char*>& ids, QWidget& parent, const QPoint& at) const;

    // As menus and tool tips show them; empty = none.
    [[nodiscard]] QString keysText(const QString& id) const;
    void setKeys(const QString& id, const QList<QKeySequence>& keys);
    void resetKeys(const QString& id);
    void resetAllKeys();
    [[nodiscard]] bool hasOwnKeys(const QString& id) const; // other than the defaults
    // The other command, of the same page or of the window, that has one of these keys; nullptr = none.
    [[nodiscard]] const Command* conflict(const QString& id, const QList<QKeySequence>& keys) const;

    // Only keys that differ from the defaults are written.
    void restoreKeys(QSettings& settings);
    void storeKeys(QSettings& settings) const;

    void retranslate();

Q_SIGNALS:
    void keysChanged(const QString& id);
    void pageWanted(genserve::ui::Page* page);

private:
    [[nodiscard]] const Command* find(const QString& id) const;

    std::vector<Command> m_commands;
};

} // namespace genserve::ui
