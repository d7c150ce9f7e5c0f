#include "tool_strip.h"

#include <array>

#include <QFrame>
#include <QGridLayout>

#include "../commands/command_registry.h"
#include "../commands/live_keys.h"
#include "../controls/icon_button.h"
#include "../theme/theme.h"

namespace genserve::ui {

struct ToolRow {
    ToolKind kind;
    const char* id;
    const char* icon;
    const char* key;
    const char* title; // translated in the context ToolStrip
    bool beginsGroup;
};

namespace {

constexpr std::array<ToolRow, 12> Tools{{
    {ToolKind::Brush, "tool.brush", "brush", "B", QT_TRANSLATE_NOOP("genserve::ui::ToolStrip", "Brush"), false},
    {ToolKind::Eraser, "tool.eraser", "eraser", "E", QT_TRANSLATE_NOOP("genserve::ui::ToolStrip", "Eraser"), false},
    {ToolKind::Line, "tool.line", "pen-line", "", QT_TRANSLATE_NOOP("genserve::ui::ToolStrip", "Line"), false},
    {ToolKind::Rectangle, "tool.rectangle", "square", "U", QT_TRANSLATE_NOOP("genserve::ui::ToolStrip", "Rectangle"),
     true},
    {ToolKind::Ellipse, "tool.ellipse", "circle", "Shift+U", QT_TRANSLATE_NOOP("genserve::ui::ToolStrip", "Ellipse"),
     false},
    {ToolKind::Lasso, "tool.lasso", "lasso", "L", QT_TRANSLATE_NOOP("genserve::ui::ToolStrip", "Lasso"), false},
    {ToolKind::Polygon, "tool.polygon", "pentagon", "Shift+L", QT_TRANSLATE_NOOP("genserve::ui::ToolStrip", "Polygon"),
     false},
    {ToolKind::Wand, "tool.wand", "wand-sparkles", "W", QT_TRANSLATE_NOOP("genserve::ui::ToolStrip", "Magic wand"),
     true},
    {ToolKind::Colour, "tool.colour", "pipette", "I", QT_TRANSLATE_NOOP("genserve::ui::ToolStrip", "From colour"),
     false},
    {ToolKind::Gradient, "tool.gradient", "blend", "G", QT_TRANSLATE_NOOP("genserve::ui::ToolStrip", "Gradient"),
     false},
    {ToolKind::Frame, "tool.frame", "crop", "C", QT_TRANSLATE_NOOP("genserve::ui::ToolStrip", "Enlarge the picture"),
     true},
    {ToolKind::Hand, "tool.hand", "hand", "H", QT_TRANSLATE_NOOP("genserve::ui::ToolStrip", "Move the view"), false},
}};

} // namespace

ToolStrip::ToolStrip(ToolBox& tools, CommandRegistry& commands, QWidget* parent)
    : QWidget(parent), m_tools(tools), m_grid(new QGridLayout(this))
{
    const Theme& theme = Theme::current();
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    const int side = (theme.px(u"layout.toolStrip") - theme.px(u"control.medium") - 4) / 2;
    m_grid->setContentsMargins(side, theme.px(u"space.s"), side, theme.px(u"space.s"));
    m_grid->setSpacing(theme.px(u"space.xxs"));
    for (const ToolRow& row : Tools) {
        addTool(row, commands);
    }
    m_groups.back().push_back(addCommand(commands, QStringLiteral("canvas.turnRight")));
    m_quick = addCommand(commands, QStringLiteral("mask.quick"));
    commands.add(
        {QStringLiteral("tool.swap"), QStringLiteral("arrow-left-right"), QList{QKeySequence(QStringLiteral("X"))},
         [] { return tr("Swap brush and eraser"); }, [] { return tr("Canvas"); }},
        this, [this] { m_tools.choose(m_tools.current() == ToolKind::Brush ? ToolKind::Eraser : ToolKind::Brush); });
    connect(&tools, &ToolBox::changed, this, &ToolStrip::refresh);
    measure();
    refresh();
}

void ToolStrip::addTool(const ToolRow& row, CommandRegistry& commands)
{
    if (row.beginsGroup) {
        auto* rule = new QFrame(this);
        rule->setProperty("role", QStringLiteral("rule"));
        m_rules.push_back(rule);
    }
    if (row.beginsGroup || m_groups.empty()) {
        m_groups.emplace_back();
    }
    auto* button = new IconButton(QLatin1String(row.icon), IconButtonSize::Strip, this);
    button->setCheckable(true);
    m_groups.back().push_back(button);
    m_buttons.emplace_back(row.kind, button);
    const auto choose = [this, kind = row.kind] { m_tools.choose(kind); };
    connect(button, &QAbstractButton::clicked, this, choose);
    const auto title = [text = row.title] { return tr(text); };
    const QString id = QLatin1String(row.id), key = QLatin1String(row.key);
    commands.add({id, QLatin1String(row.icon), key.isEmpty() ? QList<QKeySequence>() : QList{QKeySequence(key)}, title,
                  [] { return tr("Canvas"); }},
                 this, choose);
    keepKeys(button, commands, [button, &commands, id, title] { button->setMeaning(title(), commands.keysText(id)); });
}

// Once: afterwards only the height decides.
void ToolStrip::measure()
{
    for (int columns = MostColumns; columns > 0; --columns) {
        arrange(columns);
        m_heights.at(static_cast<std::size_t>(columns)) = m_grid->sizeHint().height();
    }
    setMinimumHeight(m_heights[MostColumns]); // not the layout's, which is of the columns that there are now
}

void ToolStrip::arrange(int columns)
{
    const Theme& theme = Theme::current();
    m_columns = columns;
    while (const QLayoutItem* item = m_grid->takeAt(0)) {
        delete item;
    }
    int row = 0;
    for (int i = 0; i < m_grid->rowCount(); ++i) {
        m_grid->setRowMinimumHeight(i, 0);
        m_grid->setRowStretch(i, 0);
    }
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        if (group > 0) {
            m_grid->setRowMinimumHeight(row, 2 * theme.px(u"space.xxs") + 1);
            m_grid->addWidget(m_rules[group - 1], row++, 0, 1, columns, Qt::AlignVCenter);
        }
        const std::vector<QWidget*>& buttons = m_groups[group];
        for (std::size_t i = 0; i < buttons.size(); ++i) {
            m_grid->addWidget(buttons[i], row + static_cast<int>(i) / columns, static_cast<int>(i) % columns);
        }
        row += (static_cast<int>(buttons.size()) + columns - 1) / columns;
    }
    m_grid->setRowStretch(row, 1);
    m_grid->addWidget(m_quick, row + 1, 0);
    setFixedWidth(theme.px(u"layout.toolStrip") + (columns - 1) * (m_quick->width() + m_grid->spacing()));
}

void ToolStrip::fitHeight()
{
    int columns = 1;
    while (columns < MostColumns && height() < m_heights.at(static_cast<std::size_t>(columns))) {
        ++columns;
    }
    if (columns != m_columns) {
        arrange(columns);
    }
}

IconButton* ToolStrip::addCommand(CommandRegistry& commands, const QString& id)
{
    QAction* action = commands.action(id);
    Q_ASSERT(action != nullptr);
    auto* button = new IconButton(QStringLiteral("check"), IconButtonSize::Strip, this);
    button->setDefaultAction(action);
    keepKeys(button, commands,
             [button, action, &commands, id] { button->setMeaning(action->text(), commands.keysText(id)); });
    return button;
}

void ToolStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitHeight();
}

void ToolStrip::refresh()
{
    for (const auto& [kind, button] : m_buttons) {
        button->setChecked(kind == m_tools.current());
    }
}

} // namespace genserve::ui
