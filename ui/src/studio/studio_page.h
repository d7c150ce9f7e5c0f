// The page where pictures are made: prompt, canvas, results and queue in docks.
#pragma once

#include <functional>

#include "../shell/page.h"
#include "file_chooser.h"
#include "studio_model.h"

class QMainWindow;

namespace genserve::ui {

class CanvasPane;
class CommandRegistry;
class DockPanel;
class PictureIntake;
class PromptPanel;
class RightDock;
class RunView;
class SettingsStore;
class StudioDocks;
class TaskEdit;

class StudioPage : public Page {
    Q_OBJECT

public:
    StudioPage(const World& world, CommandRegistry& commands, SettingsStore& settings, QWidget* parent = nullptr);
    ~StudioPage() override; // remembers the docks

    [[nodiscard]] QString title() const override;
    void focusNextPart() override;
    [[nodiscard]] QRect messageRoom() const override; // beside the panel with Generate
    bool stepBack() override;                         // out of a comparison, then from a result to what it was made of
    void focusPrompt();
    [[nodiscard]] StudioModel& model() { return m_model; }
    [[nodiscard]] CanvasPane& canvasPane() { return *m_pane; }
    [[nodiscard]] RunView& runs() { return *m_runs; }

    [[nodiscard]] PictureIntake& intake() { return *m_intake; } // of pictures and masks
    void recall(const GenerationRequest& request, RecallPart part);
    void showTask(const tasks::Task& task); // its picture on the canvas
    // A task of the queue with its settings, its pictures and what there is of its result.
    void open(const tasks::TaskView& view);
    void edit(const tasks::TaskView& view); // the same, to take its place
    void saveLayout();

Q_SIGNALS:
    void queueWanted();
    void modelsWanted();
    void message(const QString& text);                                     // for the toast
    void undoable(const QString& text, const std::function<void()>& undo); // the same with an action
    void layoutChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildPromptDock();
    void buildRightDock();
    void buildBottomDock();
    void addCommands();
    void addDockCommands();
    void trash(const tasks::Task& task);                 // that is shown
    [[nodiscard]] QWidget& firstOf(QWidget& part) const; // that takes the focus
    void generate(bool isNext);
    void modeChanged();

    World m_world;
    CommandRegistry& m_commands;
    SettingsStore& m_settings;
    StudioModel m_model;
    QMainWindow* m_area;
    CanvasPane* m_pane;
    DockPanel* m_promptDock = nullptr;
    RightDock* m_rightDock = nullptr;
    DockPanel* m_bottomDock = nullptr;
    StudioDocks* m_docks = nullptr;
    PromptPanel* m_prompt = nullptr;
    RunView* m_runs = nullptr;
    TaskEdit* m_edit;
    FileChooser m_files;
    PictureIntake* m_intake;
    Mode m_shownMode = Mode::TextToImage;
    bool m_wasFill = false;
    bool m_isSentAsItIs = false; // nothing has changed since the last run
};

} // namespace genserve::ui
