// Everything that can be set, with a search.
#pragma once

#include <memory>
#include <vector>

#include "../shell/page.h"
#include "language.h"
#include "settings_store.h"
#include "ui/world.h"

class QFrame;
class QScrollArea;
class QVBoxLayout;

namespace genserve::ui {

class CommandRegistry;
class EmptyState;
class SearchField;
class SettingRow;
class ShortcutEditor;
class SideList;
class TextLabel;

class SettingsPage : public Page {
    Q_OBJECT

public:
    SettingsPage(SettingsStore& settings, Language& language, CommandRegistry& commands, Program* program,
                 QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override;
    void focusNextPart() override;
    [[nodiscard]] ShortcutEditor& shortcuts() { return *m_shortcuts; }
    void editShortcut(const QString& command);
    // A command for each row, so that the palette finds them. show: brings the page to the front.
    void addCommands(CommandRegistry& commands, QWidget* scope, const std::function<void()>& show);

Q_SIGNALS:
    void languageWanted(const QString& code);

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Group {
        TextLabel* title = nullptr;
        QFrame* card = nullptr;
        QVBoxLayout* column = nullptr;
        std::vector<SettingRow*> rows;
        std::function<QString()> name;
        QString icon;
    };

    Group& addGroup(const QString& icon, std::function<QString()> name);
    void addRow(Group& group, std::function<QString()> name, std::function<QString()> line, QWidget* control);
    void addWindowRows(Group& group);
    void addTaskRows(Group& group);
    void addFileRows(Group& group);
    void goTo(SettingRow& row);
    void search(const QString& words);
    void showGroups();

    SettingsStore& m_settings;
    Language& m_language;
    Program* m_program;
    SearchField* m_search;
    SideList* m_list;
    QScrollArea* m_scroll;
    EmptyState* m_nothing;
    QVBoxLayout* m_column = nullptr;
    ShortcutEditor* m_shortcuts;
    std::vector<std::unique_ptr<Group>> m_groups;
};

} // namespace genserve::ui
