#include "canvas_commands.h"

#include <cmath>

#include <QCoreApplication>
#include <QFileDialog>
#include <QImageWriter>

#include "../canvas/canvas_view.h"
#include "../commands/command_registry.h"
#include "canvas_pane.h"
#include "mask_shaping.h"
#include "pixels.h"
#include "tasks/picture_reader.h"

namespace genserve::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::CanvasCommands)
};

constexpr double ZoomStep = 1.25, BrushStep = 1.15;
constexpr double LeastBrush = 1, MostBrush = 500;

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
        const double next = std::clamp(brush.size * factor, LeastBrush, MostBrush);
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

void loadMask(CanvasPane& pane, StudioModel& model)
{
    const QString file =
        QFileDialog::getOpenFileName(&pane, Words::tr("Load a mask"), {}, Words::tr("Pictures (*.png *.jpg *.jpeg)"));
    if (const auto mask = file.isEmpty() ? tl::unexpected(Error{}) : tasks::readMask(file.toStdString())) {
        model.mask().replace(maskOfPicture(qImage(mask->image), model.mask().image().size()), Words::tr("Load mask"));
    }
}

void addMaskCommands(CommandRegistry& commands, CanvasPane& pane, StudioModel& model,
                     const std::function<int()>& amountPx)
{
    MaskDocument* mask = &model.mask();
    const auto add = [&](const char* id, const char* icon, const char* key, std::function<QString()> title,
                         std::function<void()> run) {
        const QString keys = QLatin1String(key);
        commands.add({QLatin1String(id), QLatin1String(icon), keys.isEmpty() ? Keys() : Keys{QKeySequence(keys)},
                      std::move(title), [] { return Words::tr("Mask"); }},
                     &pane, std::move(run));
    };
    add(
        "mask.undo", "undo-2", "Ctrl+Z", [] { return Words::tr("Undo"); }, [mask] { mask->undo(); });
    add(
        "mask.redo", "redo-2", "Ctrl+Shift+Z", [] { return Words::tr("Redo"); }, [mask] { mask->redo(); });
    add(
        "mask.invert", "contrast", "Shift+V", [] { return Words::tr("Invert"); }, [mask] { mask->invert(); });
    add(
        "mask.clear", "x", "Shift+C", [] { return Words::tr("Clear"); }, [mask] { mask->clear(); });
    add(
        "mask.grow", "expand", "", [] { return Words::tr("Grow"); },
        [mask, amountPx] { mask->replace(grownMask(mask->image(), amountPx()), Words::tr("Grow")); });
    add(
        "mask.shrink", "shrink", "", [] { return Words::tr("Shrink"); },
        [mask, amountPx] { mask->replace(grownMask(mask->image(), -amountPx()), Words::tr("Shrink")); });
    add(
        "mask.feather", "feather", "Shift+F", [] { return Words::tr("Feather"); },
        [mask, amountPx] { mask->replace(featheredMask(mask->image(), amountPx()), Words::tr("Feather")); });
    add(
        "mask.alpha", "scan", "", [] { return Words::tr("From alpha"); },
        [mask, &model] {
            if (!model.input().isNull()) {
                mask->replace(maskOfAlpha(model.input()), Words::tr("From alpha"));
            }
        });
    add(
        "mask.load", "folder-open", "", [] { return Words::tr("Load…"); }, [&pane, &model] { loadMask(pane, model); });
    add(
        "mask.save", "save", "", [] { return Words::tr("Save…"); },
        [&pane, mask] {
            const QString file = QFileDialog::getSaveFileName(&pane, Words::tr("Save the mask"),
                                                              QStringLiteral("mask.png"), Words::tr("PNG (*.png)"));
            if (!file.isEmpty()) {
                QImageWriter(file, "png").write(mask->image());
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
        for (const char* id : {"mask.invert", "mask.clear", "mask.grow", "mask.shrink", "mask.feather", "mask.alpha",
                               "mask.load", "mask.save", "mask.quick"}) {
            commands.action(QLatin1String(id))->setEnabled(isMasking);
        }
    };
    QObject::connect(&model, &StudioModel::changed, &pane, refresh);
    refresh();
}

} // namespace

void addCanvasCommands(CommandRegistry& commands, CanvasPane& pane, StudioModel& model, std::function<int()> amountPx)
{
    addViewCommands(commands, pane);
    addBrushCommands(commands, pane);
    addMaskCommands(commands, pane, model, amountPx);
}

} // namespace genserve::ui
