#include "canvas_commands.h"

#include <cmath>

#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>

#include "../canvas/brush_tool.h"
#include "../canvas/canvas_view.h"
#include "../commands/command_registry.h"
#include "canvas_pane.h"
#include "file_chooser.h"
#include "mask_shaping.h"
#include "picture_saving.h"

namespace genserve::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::CanvasCommands)
};

constexpr double ZoomStep = 1.25, BrushStep = 1.15, TurnStep = 15; // degrees

using Keys = QList<QKeySequence>;

void addViewCommands(CommandRegistry& commands, CanvasPane& pane)
{
    const auto group = [] { return Words::tr("Canvas"); };
    CanvasView* canvas = &pane.canvas();
    commands.add({QStringLiteral("canvas.zoomIn"), QStringLiteral("plus"),
                  Keys{QKeySequence(QStringLiteral("Ctrl++")), QKeySequence(QStringLiteral("Ctrl+="))},
                  [] { return Words::tr("Zoom in"); }, group},
                 &pane, [canvas] { canvas->zoomTo(canvas->transform().zoom() * ZoomStep); });
    commands.add({QStringLiteral("canvas.zoomOut"), QStringLiteral("minus"),
                  Keys{QKeySequence(QStringLiteral("Ctrl+-"))}, [] { return Words::tr("Zoom out"); }, group},
                 &pane, [canvas] { canvas->zoomTo(canvas->transform().zoom() / ZoomStep); });
    commands.add({QStringLiteral("canvas.fit"), QStringLiteral("maximize"),
                  Keys{QKeySequence(QStringLiteral("Ctrl+0"))}, [] { return Words::tr("Show the whole picture"); },
                  group},
                 &pane, [canvas] { canvas->fit(); });
    commands.add({QStringLiteral("canvas.pixels"), QStringLiteral("scan"), Keys{QKeySequence(QStringLiteral("Ctrl+1"))},
                  [] { return Words::tr("Show pixels 1:1"); }, group},
                 &pane, [canvas] { canvas->zoomTo(1); });
    const auto turn = [&](const char* id, const char* icon, const char* key, std::function<QString()> title,
                          double degrees) {
        commands.add(
            {QLatin1String(id), QLatin1String(icon), Keys{QKeySequence(QLatin1String(key))}, std::move(title), group},
            &pane, [canvas, degrees] { canvas->rotateBy(degrees); });
    };
    turn(
        "canvas.turnLeft", "rotate-ccw", "4", [] { return Words::tr("Turn the view left"); }, -TurnStep);
    turn(
        "canvas.turnRight", "rotate-cw", "6", [] { return Words::tr("Turn the view right"); }, TurnStep);
    commands.add({QStringLiteral("canvas.upright"), QStringLiteral("rotate-ccw"),
                  Keys{QKeySequence(QStringLiteral("Ctrl+R"))}, [] { return Words::tr("Turn the view upright"); },
                  group},
                 &pane, [canvas] { canvas->resetRotation(); });
}

void addBrushCommands(CommandRegistry& commands, CanvasPane& pane)
{
    const auto group = [] { return Words::tr("Canvas"); };
    const auto scale = [&pane](double factor) {
        BrushSettings brush = pane.tools().brush();
        const double next = std::clamp(brush.size * factor, BrushTool::LeastSize, BrushTool::MostSize);
        // By whole pixels at least, or a small brush would never grow.
        brush.size = factor > 1 ? std::ceil(next) : std::floor(next);
        pane.tools().setBrush(brush);
    };
    commands.add({QStringLiteral("brush.larger"), QStringLiteral("plus"), Keys{QKeySequence(QStringLiteral("]"))},
                  [] { return Words::tr("Larger brush"); }, group},
                 &pane, [scale] { scale(BrushStep); });
    commands.add({QStringLiteral("brush.smaller"), QStringLiteral("minus"), Keys{QKeySequence(QStringLiteral("["))},
                  [] { return Words::tr("Smaller brush"); }, group},
                 &pane, [scale] { scale(1 / BrushStep); });
}

void loadMask(CanvasPane& pane, const CanvasDoor& door)
{
    const QString file = door.files.opened(pane, FileChooser::Kind::Mask, Words::tr("Load a mask"));
    if (!file.isEmpty()) {
        door.openMask(file);
    }
}

// As it was drawn: neither grown nor softened.
void saveMask(CanvasPane& pane, const MaskDocument& mask, const CanvasDoor& door)
{
    const QString file =
        door.files.saved(pane, FileChooser::Kind::Mask, Words::tr("Save the mask"), QStringLiteral("mask.png"));
    if (!file.isEmpty()) {
        savePicture(mask.image(), file, pane,
                    [tell = door.tell] { tell(Words::tr("The mask could not be saved there")); });
    }
}

void addMaskCommands(CommandRegistry& commands, CanvasPane& pane, StudioModel& model, const CanvasDoor& door)
{
    const std::function<int()>& amountPx = door.amountPx;
    MaskDocument* mask = &model.mask();
    MaskShaper* shaper = &pane.tools().shaper();
    const auto add = [&](const char* id, const char* icon, const char* key, std::function<QString()> title,
                         std::function<void()> run) {
        const QString keys = QLatin1String(key);
        commands.add({QLatin1String(id), QLatin1String(icon), keys.isEmpty() ? Keys() : Keys{QKeySequence(keys)},
                      std::move(title), [] { return Words::tr("Mask"); }},
                     &pane, std::move(run));
    };
    // Not while something is being drawn on the mask, and not unseen.
    const auto change = [&](const char* id, const char* icon, const char* key, std::function<QString()> title,
                            std::function<void()> run) {
        add(id, icon, key, std::move(title), [&pane, run = std::move(run)] {
            if (!pane.canvas().isDragging()) {
                pane.showMasking();
                run();
            }
        });
    };
    // Where a result covers the mask the first one goes back to it: nobody undoes what cannot be seen.
    const auto travel = [&pane](auto move) {
        return [&pane, move] { pane.isMasking() ? move() : pane.showMasking(); };
    };
    add(
        "mask.undo", "undo-2", "Ctrl+Z", [] { return Words::tr("Undo"); }, travel([&pane] { pane.canvas().undo(); }));
    add(
        "mask.redo", "redo-2", "Ctrl+Shift+Z", [] { return Words::tr("Redo"); },
        travel([&pane] { pane.canvas().redo(); }));
    change(
        "mask.invert", "contrast", "Shift+V", [] { return Words::tr("Invert"); }, [mask] { mask->invert(); });
    change(
        "mask.clear", "x", "Shift+C", [] { return Words::tr("Clear"); }, [mask] { mask->clear(); });
    change(
        "mask.grow", "expand", "", [] { return Words::tr("Grow"); },
        [shaper, amountPx] {
            shaper->shape(Words::tr("Grow"), [px = amountPx()](const QImage& now) { return grownMask(now, px); });
        });
    change(
        "mask.shrink", "shrink", "", [] { return Words::tr("Shrink"); },
        [shaper, amountPx] {
            shaper->shape(Words::tr("Shrink"), [px = amountPx()](const QImage& now) { return grownMask(now, -px); });
        });
    change(
        "mask.feather", "feather", "Shift+F", [] { return Words::tr("Feather"); },
        [shaper, amountPx] {
            shaper->shape(Words::tr("Feather"),
                          [px = amountPx()](const QImage& now) { return featheredMask(now, px); });
        });
    change(
        "mask.alpha", "scan", "", [] { return Words::tr("From alpha"); },
        [mask, &model] {
            if (!model.inputAlpha().isNull()) {
                mask->replace(model.inputAlpha(), Words::tr("From alpha"));
            }
        });
    change(
        "mask.load", "folder-open", "", [] { return Words::tr("Load…"); }, [&pane, door] { loadMask(pane, door); });
    add(
        "mask.save", "save", "", [] { return Words::tr("Save…"); },
        [&pane, mask, door] { saveMask(pane, *mask, door); });
    add(
        "mask.copy", "copy", "Ctrl+Shift+C", [] { return Words::tr("Copy the mask"); },
        [mask] { QApplication::clipboard()->setImage(mask->image()); });
    change(
        "mask.paste", "import", "Ctrl+Shift+V", [] { return Words::tr("Paste as mask"); },
        [mask] {
            const QImage picture = QApplication::clipboard()->image();
            if (!picture.isNull()) {
                mask->replace(maskOfPicture(picture, mask->image().size()), Words::tr("Paste"));
            }
        });
    QAction* quick = commands.add({QStringLiteral("mask.quick"), QStringLiteral("venetian-mask"),
                                   Keys{QKeySequence(QStringLiteral("Q"))}, [] { return Words::tr("Show the mask"); },
                                   [] { return Words::tr("Mask"); }},
                                  &pane, [] {});
    quick->setCheckable(true);
    quick->setChecked(true);
    QObject::connect(quick, &QAction::toggled, &pane.canvas(), &CanvasView::setOverlayVisible);
    const auto refresh = [&commands, mask, &model] {
        const bool isMasking = model.state().request.mode == Mode::Fill && !model.input().isNull();
        commands.action(QStringLiteral("mask.undo"))->setEnabled(isMasking && mask->history().canUndo());
        commands.action(QStringLiteral("mask.redo"))->setEnabled(isMasking && mask->history().canRedo());
        for (const char* id : {"mask.invert", "mask.clear", "mask.grow", "mask.shrink", "mask.feather", "mask.load",
                               "mask.save", "mask.quick", "mask.copy", "mask.paste"}) {
            commands.action(QLatin1String(id))->setEnabled(isMasking);
        }
        commands.action(QStringLiteral("mask.alpha"))->setEnabled(isMasking && !model.inputAlpha().isNull());
    };
    QObject::connect(&model, &StudioModel::changed, &pane, refresh);
    refresh();
}

} // namespace

void addCanvasCommands(CommandRegistry& commands, CanvasPane& pane, StudioModel& model, CanvasDoor door)
{
    addViewCommands(commands, pane);
    addBrushCommands(commands, pane);
    addMaskCommands(commands, pane, model, door);
}

void openCanvasMenu(const CommandRegistry& commands, QWidget& parent, const QPoint& at)
{
    const auto list = {
        "mask.undo",     "mask.redo",     "",           "mask.invert",  "mask.clear",    "mask.quick", "",
        "result.copy",   "mask.copy",     "mask.paste", "picture.open", "picture.paste", "",           "canvas.fit",
        "canvas.pixels", "canvas.upright"};
    commands.openMenu({list.begin(), list.end()}, parent, at);
}

} // namespace genserve::ui
