#include "gallery_commands.h"

#include <QCoreApplication>
#include <QMenu>

#include "../commands/command_registry.h"

namespace genserve::ui {
namespace {

class GalleryCommands {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::GalleryCommands)

public:
    GalleryCommands(CommandRegistry& commands, QWidget* scope) : m_commands(commands), m_scope(scope) {}

    void addMarks(const GalleryActs& acts)
    {
        add(
            "gallery.star", "star", ".", [] { return tr("Star or remove the star"); }, acts.star);
        add(
            "gallery.tag", "tag", "Shift+T", [] { return tr("Tag…"); }, acts.tag);
        add(
            "gallery.compare", "columns-2", "M", [] { return tr("Compare two pictures"); }, acts.compare);
        add(
            "gallery.look", "eye", "Space", [] { return tr("Quick look"); }, acts.look);
        add(
            "gallery.export", "download", "Ctrl+E", [] { return tr("Export…"); }, acts.copyOut);
        add(
            "gallery.import", "import", "", [] { return tr("Import a folder…"); }, acts.importFolder);
        add(
            "gallery.search", "search", "Ctrl+F", [] { return tr("Search pictures"); }, acts.search);
    }

    void addRecalls(const std::function<void(RecallPart)>& recall)
    {
        const auto part = [&](RecallPart which) { return [recall, which] { recall(which); }; };
        add(
            "gallery.recall", "undo-2", "A", [] { return tr("Recall all settings"); }, part(RecallPart::All));
        add(
            "gallery.prompt", "pen-line", "P", [] { return tr("Recall the prompt"); }, part(RecallPart::Prompt));
        add(
            "gallery.seed", "hash", "S", [] { return tr("Recall the seed"); }, part(RecallPart::Seed));
        add(
            "gallery.remix", "shuffle", "R", [] { return tr("Remix: all settings but the seed"); },
            part(RecallPart::Remix));
    }

    void addTrash(const GalleryActs& acts)
    {
        add(
            "gallery.trash", "trash-2", "Del", [] { return tr("Move to trash"); }, acts.trash);
        add(
            "gallery.undo", "undo-2", "Ctrl+Z", [] { return tr("Undo the last move to trash"); }, acts.undoTrash);
        add(
            "gallery.restore", "archive-restore", "Backspace", [] { return tr("Put back from the trash"); },
            acts.putBack);
        add(
            "gallery.purge", "trash-2", "Shift+Del", [] { return tr("Delete for good"); }, acts.purge);
        add(
            "gallery.emptyTrash", "trash-2", "", [] { return tr("Empty the trash…"); }, acts.emptyTrash);
    }

private:
    void add(const char* id, const char* icon, const char* key, std::function<QString()> title,
             std::function<void()> run)
    {
        const QString keys = QLatin1String(key);
        m_commands.add({QLatin1String(id), QLatin1String(icon),
                        keys.isEmpty() ? QList<QKeySequence>() : QList{QKeySequence(keys)}, std::move(title),
                        [] { return tr("Gallery"); }},
                       m_scope, std::move(run));
    }

    CommandRegistry& m_commands;
    QWidget* m_scope;
};

} // namespace

void addGalleryCommands(CommandRegistry& commands, QWidget* scope, const GalleryActs& acts)
{
    GalleryCommands adding(commands, scope);
    adding.addMarks(acts);
    adding.addRecalls(acts.recall);
    adding.addTrash(acts);
}

void allowGalleryCommands(const CommandRegistry& commands, const GalleryChoice& choice)
{
    const auto allow = [&](const char* id, bool isPossible) {
        commands.action(QLatin1String(id))->setEnabled(isPossible);
    };
    const bool hasSome = choice.pictures > 0;
    for (const char* id : {"gallery.star", "gallery.tag", "gallery.export", "gallery.trash", "gallery.recall",
                           "gallery.prompt", "gallery.seed", "gallery.remix", "gallery.look"}) {
        allow(id, hasSome && !choice.isTrash);
    }
    allow("gallery.compare", choice.pictures == 2 && !choice.isTrash);
    allow("gallery.restore", hasSome && choice.isTrash);
    allow("gallery.purge", hasSome && choice.isTrash);
    allow("gallery.emptyTrash", choice.isTrash && !choice.isEmpty);
    allow("gallery.undo", choice.canUndo);
}

void showGalleryMenu(const CommandRegistry& commands, QWidget* parent, const QPoint& globalPlace)
{
    QMenu menu(parent);
    for (const char* id : {"look", "compare", "", "recall", "prompt", "seed", "remix", "", "star", "tag", "export", "",
                           "restore", "trash", "purge"}) {
        QAction* action = commands.action(QLatin1String("gallery.") % QLatin1String(id));
        if (action == nullptr) {
            menu.addSeparator();
        } else if (action->isEnabled()) {
            menu.addAction(action);
        }
    }
    menu.exec(globalPlace);
}

} // namespace genserve::ui
