// The tools down the canvas's left edge.
#pragma once

#include <vector>

#include <QWidget>

#include "tool_box.h"

namespace genserve::ui {

class CommandRegistry;
class IconButton;

// Each tool is a command ("tool.brush") with its key.
class ToolStrip : public QWidget {
    Q_OBJECT

public:
    ToolStrip(ToolBox& tools, CommandRegistry& commands, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    IconButton* addCommand(CommandRegistry& commands, const QString& id);

    ToolBox& m_tools;
    std::vector<std::pair<ToolKind, IconButton*>> m_buttons;
    IconButton* m_turn = nullptr; // only where there is room for it
    int m_wholeHeight = 0;        // with it
};

} // namespace genserve::ui
