#include "result_commands.h"

#include <array>

#include <QApplication>
#include <QClipboard>
#include <QPointer>
#include <QThreadPool>

#include "../canvas/canvas_view.h"
#include "../commands/command_registry.h"
#include "../gallery/picture_words.h"
#include "../gallery/recorded_request.h"
#include "../theme/theme.h"
#include "canvas_pane.h"
#include "file_chooser.h"
#include "picture_saving.h"
#include "result_origin.h"
#include "studio_model.h"
#include "variation.h"

namespace genserve::ui {
namespace {

class ResultCommands {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::ResultCommands)
};

void useResult(CanvasPane& pane, StudioModel& model, Mode mode)
{
    const QImage picture = pane.result();
    model.usePicture(picture, mode);
    pane.leaveResult();
}

void saveResult(CanvasPane& pane, const TaskDoor& tasks, FileChooser& files,
                const std::function<void(const QString&)>& tell)
{
    // They may change while the dialog is open.
    const QImage picture = pane.result();
    const QString original = tasks.pictureFile(*pane.resultTask());
    const QString file = files.saved(pane, FileChooser::Kind::Result, ResultCommands::tr("Save the picture"),
                                     pictureFileName(*pane.resultTask()));
    if (!file.isEmpty()) {
        savePictureFile(original, picture, file, pane,
                        [tell] { tell(ResultCommands::tr("The picture could not be saved there")); });
    }
}

void tellNothing(const ResultDoor& door)
{
    door.tell(ResultCommands::tr("This picture does not tell how it was made"));
}

void recallResult(const CanvasPane& pane, TaskDoor& tasks, const ResultDoor& door, RecallPart part)
{
    if (!tellsHowItWasMade(*pane.resultTask())) {
        tellNothing(door);
        return;
    }
    recordedRequest(tasks, *pane.resultTask(),
                    [part, door](const GenerationRequest& request) { door.recall(request, part); });
}

// One more with another seed, at once; what is set in the studio stays.
void varyResult(const CanvasPane& pane, TaskDoor& tasks, const ResultDoor& door)
{
    if (!tellsHowItWasMade(*pane.resultTask())) {
        tellNothing(door);
        return;
    }
    const QSize size = pane.result().size();
    sendVariation(tasks, pane.resultTask()->id, [door, size](const std::optional<tasks::SubmitOutcome>& outcome) {
        if (!outcome) {
            door.tell(ResultCommands::tr("Its settings can't be read"));
        } else if (*outcome) {
            RunPicture picture;
            picture.size = size;
            door.follow(**outcome, picture);
            door.tell(ResultCommands::tr("A variation was added to the queue"));
        } else {
            door.tell(QString::fromStdString(outcome->error().message));
        }
    });
}

using Teller = std::function<void(const QString&)>;

// Of the result shown, or else of the last one.
void compareResult(CanvasPane& pane, TaskDoor& tasks, const Teller& tell, Comparison comparison)
{
    if (pane.isComparing() && pane.comparison() == comparison) {
        pane.leaveComparison(); // the same key leads back
        return;
    }
    if (!pane.isShowingResult()) {
        const tasks::Task last = *pane.lastResult();
        pane.showResult(last, QImage(pane.lastPicture()));
    }
    const tasks::TaskId id = pane.resultTask()->id;
    const QColor around = Theme::current().colour(Role::Track);
    const auto show = [pane = QPointer(&pane), tell, comparison, id](const std::optional<ResultOrigin>& origin) {
        if (pane == nullptr || !pane->isShowingResult() || pane->resultTask()->id != id) {
            return;
        }
        if (origin) {
            pane->compareResult(origin->before, origin->mask, comparison);
        } else {
            tell(ResultCommands::tr("It was made from words alone: there is no picture to compare it with"));
        }
    };
    tasks.request(id, [show, around](const std::optional<GenerationRequest>& request) {
        QThreadPool::globalInstance()->start([show, around, request] {
            const auto origin = request ? originOf(*request, around) : std::nullopt;
            QMetaObject::invokeMethod(qApp, [show, origin] { show(origin); });
        });
    });
}

void addComparisons(CommandRegistry& commands, CanvasPane& pane, TaskDoor& tasks, const Teller& tell)
{
    const auto group = [] { return ResultCommands::tr("Picture"); };
    const auto add = [&](const char* id, const char* icon, const QList<QKeySequence>& keys,
                         std::function<QString()> title, Comparison comparison) {
        return commands.add({QLatin1String(id), QLatin1String(icon), keys, std::move(title), group}, &pane,
                            [&pane, &tasks, tell, comparison] { compareResult(pane, tasks, tell, comparison); });
    };
    const std::array<QAction*, 3> actions{
        add(
            "result.compare", "square-split-horizontal", {QKeySequence(Qt::Key_Y)},
            [] { return ResultCommands::tr("Before and after"); }, Comparison::Slider),
        add(
            "result.side", "columns-2", {}, [] { return ResultCommands::tr("Before and after, side by side"); },
            Comparison::Side),
        add(
            "result.difference", "diff", {}, [] { return ResultCommands::tr("What the result changed"); },
            Comparison::Difference)};
    const auto refresh = [&pane, actions] {
        for (QAction* action : actions) {
            action->setEnabled(pane.isShowingResult() || pane.lastResult());
        }
    };
    QObject::connect(&pane, &CanvasPane::resultShown, &pane, refresh);
    QObject::connect(&pane, &CanvasPane::resultLayerChanged, &pane, refresh);
    refresh();
}

} // namespace

void addResultCommands(CommandRegistry& commands, CanvasPane& pane, StudioModel& model, TaskDoor& tasks,
                       const ResultDoor& door)
{
    const auto& tell = door.tell;
    std::vector<QAction*> actions;
    const auto add = [&](const char* id, const char* icon, const char* key, std::function<QString()> title,
                         std::function<void()> run) {
        const QString keys = QLatin1String(key);
        actions.push_back(commands.add({QLatin1String(id), QLatin1String(icon),
                                        keys.isEmpty() ? QList<QKeySequence>() : QList{QKeySequence(keys)},
                                        std::move(title), [] { return ResultCommands::tr("Picture"); }},
                                       &pane, std::move(run)));
    };
    const auto sends = [&](const char* id, const char* icon, std::function<QString()> title, Mode mode) {
        add(id, icon, "", std::move(title), [&pane, &model, mode] { useResult(pane, model, mode); });
    };
    sends(
        "result.toImage", "image-up", [] { return ResultCommands::tr("To image"); }, Mode::ImageToImage);
    sends(
        "result.toFill", "brush", [] { return ResultCommands::tr("To mask"); }, Mode::Fill);
    sends(
        "result.toControl", "spline", [] { return ResultCommands::tr("To control"); }, Mode::ControlNet);
    add(
        "result.star", "star", ".", [] { return ResultCommands::tr("Star or remove the star"); },
        [&pane, &tasks] {
            const bool isStarred = !pane.resultTask()->isStarred;
            tasks.setStarred(pane.resultTask()->id, isStarred);
            pane.markResult(isStarred);
        });
    add(
        "result.seed", "pipette", "Shift+S", [] { return ResultCommands::tr("Take the seed of the picture shown"); },
        [&pane, &model, door] {
            if (!tellsSeed(*pane.resultTask())) {
                tellNothing(door);
                return;
            }
            model.change([&](StudioState& state) {
                state.request.seed = pane.resultTask()->seed;
                state.isSeedKept = true;
            });
        });
    add(
        "result.recall", "sliders-horizontal", "A", [] { return ResultCommands::tr("Recall all settings"); },
        [&pane, &tasks, door] { recallResult(pane, tasks, door, RecallPart::All); });
    add(
        "result.remix", "shuffle", "R", [] { return ResultCommands::tr("Remix: all settings but the seed"); },
        [&pane, &tasks, door] { recallResult(pane, tasks, door, RecallPart::Remix); });
    add(
        "result.vary", "dices", "V", [] { return ResultCommands::tr("Make a variation"); },
        [&pane, &tasks, door] { varyResult(pane, tasks, door); });
    actions.pop_back(); // also while the next one covers it
    add(
        "result.copy", "copy", "Ctrl+C", [] { return ResultCommands::tr("Copy picture"); },
        [&pane] { QApplication::clipboard()->setImage(pane.canvas().picture()); });
    actions.pop_back(); // what is worked on can be copied, too
    add(
        "result.save", "download", "Ctrl+S", [] { return ResultCommands::tr("Save picture as…"); },
        [&pane, &tasks, door] { saveResult(pane, tasks, door.files, door.tell); });
    add(
        "result.trash", "trash-2", "Del", [] { return ResultCommands::tr("Move to trash"); },
        [&pane, door] { door.trash(tasks::Task(*pane.resultTask())); });
    addComparisons(commands, pane, tasks, tell);
    const auto refresh = [&commands, &model, actions](bool isShown) {
        for (QAction* action : actions) {
            action->setEnabled(isShown);
        }
        const auto allow = [&](const char* id, Mode mode) {
            commands.action(QLatin1String(id))->setEnabled(isShown && model.isPossible(mode));
        };
        allow("result.toFill", Mode::Fill);
        allow("result.toControl", Mode::ControlNet);
        allow("result.toImage", Mode::ImageToImage);
    };
    QObject::connect(&pane, &CanvasPane::resultShown, &pane, refresh);
    refresh(false);
    const auto refreshVary = [&pane, vary = commands.action(QStringLiteral("result.vary"))] {
        vary->setEnabled(pane.resultTask().has_value());
    };
    QObject::connect(&pane, &CanvasPane::resultChanged, &pane, refreshVary);
    refreshVary();
    const auto refreshCopy = [&pane, copy = commands.action(QStringLiteral("result.copy"))] {
        copy->setEnabled(!pane.canvas().picture().isNull());
    };
    QObject::connect(&pane.canvas(), &CanvasView::pictureChanged, &pane, refreshCopy);
    refreshCopy();
}

void openResultMenu(const CommandRegistry& commands, QWidget& parent, const QPoint& at)
{
    const auto list = {"result.recall",
                       "result.remix",
                       "result.seed",
                       "result.vary",
                       "",
                       "result.toImage",
                       "result.toFill",
                       "result.toControl",
                       "",
                       "result.compare",
                       "result.side",
                       "result.difference",
                       "",
                       "result.star",
                       "result.copy",
                       "result.save",
                       "result.trash"};
    commands.openMenu({list.begin(), list.end()}, parent, at);
}

} // namespace genserve::ui
