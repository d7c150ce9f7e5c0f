#include "mode_commands.h"

#include <QCoreApplication>

#include "../commands/command_registry.h"
#include "studio_model.h"

namespace genserve::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::ModeCommands)
};

} // namespace

void addModeCommands(CommandRegistry& commands, StudioModel& model, QWidget* scope)
{
    const auto add = [&](const char* id, const char* icon, std::function<QString()> title, Mode mode) {
        QAction* action = commands.add(
            {QLatin1String(id), QLatin1String(icon), {}, std::move(title), [] { return Words::tr("Mode"); }}, scope,
            [&model, mode] { model.setMode(mode); });
        const auto allow = [action, &model, mode] { action->setEnabled(model.isPossible(mode)); };
        QObject::connect(&model, &StudioModel::changed, action, allow);
        allow();
    };
    add(
        "mode.text", "pen-line", [] { return Words::tr("Make a picture from text"); }, Mode::TextToImage);
    add(
        "mode.image", "image", [] { return Words::tr("Change a whole picture"); }, Mode::ImageToImage);
    add(
        "mode.fill", "brush", [] { return Words::tr("Fill a masked part of a picture"); }, Mode::Fill);
    add(
        "mode.control", "spline", [] { return Words::tr("Control a picture by another one"); }, Mode::ControlNet);
}

} // namespace genserve::ui
