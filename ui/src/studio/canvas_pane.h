// The middle of the studio: canvas with its bars, and what it shows.
#pragma once

#include <optional>

#include <QWidget>

#include "../canvas/canvas_layer.h"
#include "before_after.h"
#include "layer_looks.h"
#include "run_follower.h"
#include "studio_model.h"
#include "tool_box.h"

class QStackedLayout;

namespace genserve::ui {

class ActionPlate;
class CanvasBar;
class CanvasView;
class EmptyState;
class FirstStart;
class CommandRegistry;
class ToolOptions;
class ToolStrip;

// Shows the picture that is worked on, or a result that was chosen.
class CanvasPane : public QWidget {
    Q_OBJECT

public:
    CanvasPane(StudioModel& model, const World& world, QWidget* parent = nullptr);

    // After all commands of the canvas were added.
    void build(CommandRegistry& commands);

    [[nodiscard]] CanvasView& canvas() { return *m_canvas; }
    [[nodiscard]] ToolBox& tools() { return m_tools; }

    void showResult(const tasks::Task& task, const QImage& picture);
    // A task is on its way; nothing = not any more. Its preview covers a result that is shown, and what is being masked
    // only where the user chose it; one that repaints a part of the input is drawn inside its mask.
    void showRun(const std::optional<RunPicture>& run, bool isChosen);
    void showPreview(const QImage& picture); // of that task
    void markResult(bool isStarred);
    void setLayerLooks(const LayerLooks& looks);
    void leaveResult();
    // The user goes back to the picture that is worked on.
    void showWork();
    void showMasking(); // unless the mask can be seen already
    // What "only masked" works on, px of the input; empty = not known.
    void setWorkArea(const QRect& area);
    [[nodiscard]] const QRect& workArea() const { return m_workArea; }
    // What the control model will be given of the control picture, over it; null = the picture itself is seen.
    void setControlMap(const QImage& map);
    // The result beside what it was made from.
    void compareResult(const QImage& before, const QImage& mask, Comparison comparison);
    // Of the picture that is worked on, also while it is not shown; nothing = there is none.
    [[nodiscard]] const std::optional<tasks::Task>& lastResult() const { return m_lastResult; }
    [[nodiscard]] const QImage& lastPicture() const { return m_resultLayer.picture; }
    [[nodiscard]] const QImage& result() const { return m_result; }
    [[nodiscard]] const std::optional<tasks::Task>& resultTask() const { return m_resultTask; }
    [[nodiscard]] bool isShowingResult() const { return shown() == Shown::Result; }
    [[nodiscard]] bool isShowingRun() const;
    [[nodiscard]] bool isMasking() const; // the mask can be drawn on
    [[nodiscard]] bool isComparing() const;
    void leaveComparison();
    [[nodiscard]] Comparison comparison() const { return m_comparison->comparison(); }
    [[nodiscard]] QWidget* holder() { return m_holder; } // of the canvas and what stands in its place

Q_SIGNALS:
    void workWanted(); // the user does not want to see what runs
    void comparing(genserve::ui::Comparison comparison);
    void exampleChosen(const QString& prompt);
    void openWanted();
    void modelsWanted(); // the page of what is installed and what fits
    void dropped(const QString& file);
    void pictureDropped(const QImage& picture);
    void resultShown(bool isShown);
    void resultChanged(const genserve::tasks::TaskId& task); // that is shown; empty = none is
    void resultLayerChanged(const QImage& picture);          // null = there is none for this picture
    void maskColourChosen(const QColor& colour);
    void layersSeen(const genserve::ui::LayersSeen& seen);
    void comparisonLeft();
    void runMaskChanged(const QImage& mask); // of what runs inside the picture; null = nothing does

protected:
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    enum class Shown { Work, Run, Result };
    [[nodiscard]] Shown shown() const;
    [[nodiscard]] bool isRunInside() const;
    [[nodiscard]] bool isShowingMap() const;
    [[nodiscard]] QImage placeholder() const;
    void refresh();
    [[nodiscard]] LayersSeen seenNow() const;
    void tellSeen();
    void showExtras(bool isMasking);
    void showLayers(bool isMasking);
    void keepLayer(const QImage& result);

    StudioModel& m_model;
    ToolBox m_tools;
    FirstStart* m_first;
    EmptyState* m_noControl;
    CanvasView* m_canvas;
    CanvasBar* m_bar = nullptr;
    ToolStrip* m_strip = nullptr;
    ToolOptions* m_options = nullptr;
    ActionPlate* m_plate = nullptr;
    QStackedLayout* m_stack = nullptr;
    QImage m_result;
    std::optional<tasks::Task> m_resultTask;
    std::optional<RunPicture> m_run;
    bool m_isRunChosen = false, m_wasResultShown = false;
    QImage m_preview; // of a whole picture
    QImage m_inside;  // of a part
    QRect m_workArea;
    QImage m_controlMap;
    LayerLooks m_looks;
    LayersSeen m_seen;         // as it was told
    CanvasLayer m_resultLayer; // the last result of this input
    std::optional<tasks::Task> m_lastResult;
    qint64 m_runMask = 0; // its key, as it was told
    QWidget* m_holder;
    bool m_isComparing = false, m_wasComparing = false;
    Mode m_comparedIn = Mode::TextToImage;
    BeforeAfter* m_comparison = nullptr;
};

} // namespace genserve::ui
