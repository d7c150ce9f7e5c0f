// Above the canvas: what is shown, zoom, undo, the docks.
#pragma once

#include <QWidget>

namespace genserve::ui {

class CanvasView;
class CommandRegistry;
class ElidedLabel;
class IconButton;
class TextLabel;

class CanvasBar : public QWidget {
    Q_OBJECT

public:
    // The buttons run commands of the registry, which must have been added by then.
    CanvasBar(CanvasView& canvas, CommandRegistry& commands, QWidget* parent = nullptr);

    void setTitle(const QString& title, const QString& details);

private:
    IconButton* addButton(const QString& command);
    void addRule();
    void showZoom();

    CanvasView& m_canvas;
    CommandRegistry& m_commands;
    ElidedLabel* m_title;
    ElidedLabel* m_details;
    TextLabel* m_zoom;
};

} // namespace genserve::ui
