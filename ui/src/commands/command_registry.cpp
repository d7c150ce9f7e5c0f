#include "command_registry.h"

#include <algorithm>

#include <QMenu>
#include <QSettings>
#include <QStringList>
#include <QWidget>

#include "../shell/page.h"
#include "../theme/icon.h"

namespace genserve::ui {
namespace {

const QString KeysGroup = QStringLiteral("shortcuts");

// The page that a command belongs to; nullptr = the whole window.
Page* pageOf(const Command& command)
{
    QObject* object = command.action;
    while (object != nullptr && qobject_cast<Page*>(object) == nullptr) {
        object = object->parent();
    }
    return qobject_cast<Page*>(object);
}

} // namespace

QAction* CommandRegistry::add(CommandSpec spec, QWidget* scope, std::function<void()> run)
{
    Q_ASSERT(find(spec.id) == nullptr);
    auto* action = new QAction(scope);
    action->setIcon(icon(spec.iconName));
    action->setShortcuts(spec.defaultKeys);
    action->setText(spec.title());
    scope->addAction(action);
    connect(action, &QAction::triggered, this, std::move(run));
    m_commands.push_back({std::move(spec), action});
    return action;
}

const Command* CommandRegistry::find(const QString& id) const
{
    const auto it = std::ranges::find(m_commands, id, [](const Command& command) { return command.spec.id; });
    return it == m_commands.end() ? nullptr : &*it;
}

QAction* CommandRegistry::action(const QString& id) const
{
    const Command* command = find(id);
    return command == nullptr ? nullptr : command->action;
}

void CommandRegistry::run(const QString& id)
{
    const Command* command = find(id);
    if (command == nullptr || !command->action->isEnabled()) {
        return;
    }
    if (Page* page = pageOf(*command); page != nullptr && !page->isVisible()) {
        Q_EMIT pageWanted(page);
    }
    command->action->trigger();
}

void CommandRegistry::openMenu(const std::vector<const char*>& ids, QWidget& parent, const QPoint& at) const
{
    QMenu menu(&parent);
    for (const char* id : ids) {
        if (*id == '\0') {
            menu.addSeparator();
        } else {
            menu.addAction(action(QLatin1String(id)));
        }
    }
    menu.exec(at);
}

QString CommandRegistry::keysText(const QString& id) const
{
    const QAction* wanted = action(id);
    return wanted == nullptr ? QString() : wanted->shortcut().toString(QKeySequence::NativeText);
}

void CommandRegistry::setKeys(const QString& id, const QList<QKeySequence>& keys)
{
    if (QAction* wanted = action(id)) {
        wanted->setShortcuts(keys);
        Q_EMIT keysChanged(id);
    }
}

void CommandRegistry::resetKeys(const QString& id)
{
    if (const Command* command = find(id)) {
        setKeys(id, command->spec.defaultKeys);
    }
}

void CommandRegistry::resetAllKeys()
{
    for (const Command& command : m_commands) {
        if (hasOwnKeys(command.spec.id)) {
            setKeys(command.spec.id, command.spec.defaultKeys);
        }
    }
}

bool CommandRegistry::hasOwnKeys(const QString& id) const
{
    const Command* command = find(id);
    return command != nullptr && command->action->shortcuts() != command->spec.defaultKeys;
}

namespace {

// Commands of two pages never see the same key press.
bool canMeet(const Command& a, const Command& b)
{
    const Page* first = pageOf(a);
    const Page* second = pageOf(b);
    return first == nullptr || second == nullptr || first == second;
}

} // namespace

const Command* CommandRegistry::conflict(const QString& id, const QList<QKeySequence>& keys) const
{
    const Command* asking = find(id);
    for (const Command& command : m_commands) {
        const auto own = command.action->shortcuts();
        if (command.spec.id != id && (asking == nullptr || canMeet(*asking, command))
            && std::ranges::any_of(keys, [&](const QKeySequence& key) { return own.contains(key); })) {
            return &command;
        }
    }
    return nullptr;
}

void CommandRegistry::restoreKeys(QSettings& settings)
{
    settings.beginGroup(KeysGroup);
    for (const Command& command : m_commands) {
        if (settings.contains(command.spec.id)) {
            QList<QKeySequence> keys;
            for (const QString& text : settings.value(command.spec.id).toStringList()) {
                if (!text.isEmpty()) {
                    keys << QKeySequence(text, QKeySequence::PortableText);
                }
            }
            setKeys(command.spec.id, keys);
        }
    }
    settings.endGroup();
}

void CommandRegistry::storeKeys(QSettings& settings) const
{
    settings.remove(KeysGroup);
    settings.beginGroup(KeysGroup);
    for (const Command& command : m_commands) {
        if (hasOwnKeys(command.spec.id)) {
            QStringList texts;
            for (const QKeySequence& key : command.action->shortcuts()) {
                texts << key.toString(QKeySequence::PortableText);
            }
            settings.setValue(command.spec.id, texts.isEmpty() ? QStringList{QString()} : texts);
        }
    }
    settings.endGroup();
}

void CommandRegistry::retranslate()
{
    for (const Command& command : m_commands) {
        command.action->setText(command.spec.title());
    }
}

} // namespace genserve::ui
