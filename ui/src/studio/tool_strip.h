// The tools down the canvas's left edge.
#pragma once

#include <array>
#include <vector>

#include <QWidget>

#include "tool_box.h"

class QGridLayout;

namespace genserve::ui {

class CommandRegistry;
class IconButton;
struct ToolRow;

// Each tool is a command ("tool.brush") with its key. Stands in as many columns as its height asks for, so that every
// tool can be reached in a low window.
class ToolStrip : public QWidget {
    Q_OBJECT

public:
    ToolStrip(ToolBox& tools, CommandRegistry& commands, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    static constexpr int MostColumns = 3;

    void refresh();
    void addTool(const ToolRow& row, CommandRegistry& commands);
    IconButton* addCommand(CommandRegistry& commands, const QString& id);
    void measure();
    void arrange(int columns);
    void fitHeight();

    ToolBox& m_tools;
    std::vector<std::pair<ToolKind, IconButton*>> m_buttons;
    std::vector<std::vector<QWidget*>> m_groups; // a rule between two of them
    std::vector<QWidget*> m_rules;
    QGridLayout* m_grid;
    IconButton* m_quick = nullptr; // at the foot
    int m_columns = 0;
    std::array<int, MostColumns + 1> m_heights{}; // that so many columns need
};

} // namespace genserve::ui
