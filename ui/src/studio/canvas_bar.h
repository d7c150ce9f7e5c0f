// Above the canvas: what is shown, zoom, undo, the docks.
#pragma once

#include <vector>

#include <QStringList>
#include <QWidget>

class QHBoxLayout;

namespace genserve::ui {

class CanvasView;
class CommandRegistry;
class IconButton;
class TextLabel;
class TitleWords;

class CanvasBar : public QWidget {
    Q_OBJECT

public:
    // The buttons run commands of the registry, which must have been added by then.
    CanvasBar(CanvasView& canvas, CommandRegistry& commands, QWidget* parent = nullptr);

    void setTitle(const QString& title, const QStringList& details); // the most important one first
    void setMasking(bool isMasking);                                 // whether there can be a mask

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    IconButton* addButton(QHBoxLayout& row, const QString& command);
    void addRule();
    void giveWay();
    void showZoom();

    CanvasView& m_canvas;
    CommandRegistry& m_commands;
    TitleWords* m_title;
    TextLabel* m_zoom;
    IconButton* m_quick = nullptr;
    std::vector<std::vector<QWidget*>> m_givesWay; // where the bar is narrow, the first one first
    bool m_isMasking = true;
};

} // namespace genserve::ui
