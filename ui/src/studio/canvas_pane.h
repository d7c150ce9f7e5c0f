// The middle of the studio: canvas with its bars, and what it shows.
#pragma once

#include <optional>

#include <QWidget>

#include "studio_model.h"
#include "tool_box.h"

class QStackedLayout;

namespace genserve::ui {

class ActionPlate;
class BeforeAfter;
class CanvasBar;
class CanvasView;
class CommandRegistry;
class ToolOptions;
class ToolStrip;

// Shows the picture that is worked on, or a result that was chosen.
class CanvasPane : public QWidget {
    Q_OBJECT

public:
    CanvasPane(StudioModel& model, QWidget* parent = nullptr);

    // After all commands of the canvas were added.
    void build(CommandRegistry& commands);

    [[nodiscard]] CanvasView& canvas() { return *m_canvas; }
    [[nodiscard]] ToolBox& tools() { return m_tools; }

    void showResult(const tasks::Task& task, const QImage& picture);
    void showPreview(const QImage& picture); // of a running task, until its result comes
    // A task with that mask runs: its preview is drawn inside it. A null mask = it makes a whole picture.
    void beginRun(const QImage& mask);
    void endRun();
    void leaveResult();
    // The result beside what it was made from.
    void compareResult(const QImage& before, const QImage& mask);
    [[nodiscard]] const QImage& result() const { return m_result; }
    [[nodiscard]] const std::optional<tasks::Task>& resultTask() const { return m_resultTask; }
    [[nodiscard]] bool isShowingResult() const { return !m_result.isNull(); }

Q_SIGNALS:
    void exampleChosen(const QString& prompt);
    void openWanted();
    void dropped(const QString& file);
    void resultShown(bool isShown);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void refresh();
    void showExtras(bool isMasking);

    StudioModel& m_model;
    ToolBox m_tools;
    CanvasView* m_canvas;
    CanvasBar* m_bar = nullptr;
    ToolStrip* m_strip = nullptr;
    ToolOptions* m_options = nullptr;
    ActionPlate* m_plate = nullptr;
    QStackedLayout* m_stack = nullptr;
    QImage m_result;
    std::optional<tasks::Task> m_resultTask;
    QImage m_preview; // of a whole picture
    QImage m_runningMask, m_inside;
    QPainterPath m_runningOutline;
    BeforeAfter* m_comparison = nullptr;
};

} // namespace genserve::ui
