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

private:
    void refresh();

    ToolBox& m_tools;
    std::vector<std::pair<ToolKind, IconButton*>> m_buttons;
};

} // namespace genserve::ui
