#include "studio_commands.h"

#include <utility>

#include <QCoreApplication>

#include "../commands/command_registry.h"

namespace genserve::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::StudioPage)
};

} // namespace

void addStudioCommands(CommandRegistry& commands, const StudioActs& acts, QWidget* scope)
{
    const auto task = [] { return Words::tr("Task"); };
    const auto view = [] { return Words::tr("View"); };
    const auto keys = [](const char* text) { return QList{QKeySequence(QLatin1String(text))}; };
    commands.add({QStringLiteral("task.generate"), QStringLiteral("sparkles"), keys("Ctrl+Return"),
                  [] { return Words::tr("Generate"); }, task},
                 scope, acts.generate);
    commands.add({QStringLiteral("task.generateNext"), QStringLiteral("list-start"), keys("Ctrl+Shift+Return"),
                  [] { return Words::tr("Generate and run next"); }, task},
                 scope, acts.generateNext);
    commands.add({QStringLiteral("task.cancel"), QStringLiteral("circle-stop"), keys("Ctrl+."),
                  [] { return Words::tr("Cancel what runs for this window"); }, task},
                 scope, acts.cancel);
    commands.add({QStringLiteral("picture.open"), QStringLiteral("image-plus"), keys("Ctrl+O"),
                  [] { return Words::tr("Open picture…"); }, [] { return Words::tr("Picture"); }},
                 scope, acts.open);
    commands.add({QStringLiteral("picture.paste"), QStringLiteral("import"), keys("Ctrl+V"),
                  [] { return Words::tr("Paste picture"); }, [] { return Words::tr("Picture"); }},
                 scope, acts.paste);
    const auto dock = [&](const char* id, const char* icon, const char* key, std::function<QString()> title) {
        commands.add({QLatin1String(id), QLatin1String(icon), keys(key), std::move(title), view}, scope, [] {})
            ->setCheckable(true);
    };
    dock("dock.prompt", "panel-left", "Ctrl+Alt+P", [] { return Words::tr("Prompt beside the canvas"); });
    dock("dock.bottom", "panel-bottom", "Ctrl+J", [] { return Words::tr("Queue and devices below the canvas"); });
    dock("dock.right", "panel-right", "Ctrl+Alt+R", [] { return Words::tr("Results beside the canvas"); });
    commands.add({QStringLiteral("dock.reset"),
                  QStringLiteral("layout-grid"),
                  {},
                  [] { return Words::tr("All panels back to their places"); },
                  view},
                 scope, acts.resetDocks);
}

} // namespace genserve::ui
