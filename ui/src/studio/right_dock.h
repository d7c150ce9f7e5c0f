// The dock beside the canvas: results, and in Fill the layers, too.
#pragma once

#include "../shell/dock_panel.h"

class QScrollArea;
class QStackedWidget;

namespace genserve::ui {

class CommandRegistry;
class LayersPanel;
class ResultsPanel;
class SegmentedChoice;
class SettingsStore;
class StudioModel;
class TaskDoor;

class RightDock : public DockPanel {
    Q_OBJECT

public:
    RightDock(StudioModel& model, TaskDoor& tasks, CommandRegistry& commands, SettingsStore& settings, QWidget* parent);

    [[nodiscard]] LayersPanel& layers() const { return *m_layers; }
    [[nodiscard]] ResultsPanel& results() const { return *m_results; }
    [[nodiscard]] QWidget& first() const; // of what is seen: what the keyboard comes to
    // With the layers in front, or without them.
    void setFill(bool isFill);

private:
    void letLayersShrink(bool may);

    SegmentedChoice* m_choice;
    QStackedWidget* m_pages;
    QScrollArea* m_scroll; // a low window has not the height for all layers
    LayersPanel* m_layers;
    ResultsPanel* m_results;
    bool m_isFill = false;
};

} // namespace genserve::ui
