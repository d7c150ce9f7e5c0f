#include "tool_strip.h"

#include <array>

#include <QVBoxLayout>

#include "../commands/command_registry.h"
#include "../commands/live_keys.h"
#include "../controls/icon_button.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

struct ToolRow {
    ToolKind kind;
    const char* id;
    const char* icon;
    const char* key;
    const char* title; // translated in the context ToolStrip
    bool beginsGroup;
};

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

ToolStrip::ToolStrip(ToolBox& tools, CommandRegistry& commands, QWidget* parent) : QWidget(parent), m_tools(tools)
{
    const Theme& theme = Theme::current();
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(theme.px(u"layout.toolStrip"));
    auto* column = new QVBoxLayout(this);
    const int side = (theme.px(u"layout.toolStrip") - theme.px(u"control.medium") - 4) / 2;
    column->setContentsMargins(side, theme.px(u"space.s"), side, theme.px(u"space.s"));
    column->setSpacing(theme.px(u"space.xxs"));
    for (const ToolRow& row : Tools) {
        if (row.beginsGroup) {
            auto* rule = new QFrame(this);
            rule->setProperty("role", QStringLiteral("rule"));
            column->addSpacing(theme.px(u"space.xxs"));
            column->addWidget(rule);
            column->addSpacing(theme.px(u"space.xxs"));
        }
        auto* button = new IconButton(QLatin1String(row.icon), IconButtonSize::Strip, this);
        button->setCheckable(true);
        column->addWidget(button);
        m_buttons.emplace_back(row.kind, button);
        const auto choose = [this, kind = row.kind] { m_tools.choose(kind); };
        connect(button, &QAbstractButton::clicked, this, choose);
        const auto title = [text = row.title] { return tr(text); };
        const QString id = QLatin1String(row.id), key = QLatin1String(row.key);
        commands.add({id, QLatin1String(row.icon), key.isEmpty() ? QList<QKeySequence>() : QList{QKeySequence(key)},
                      title, [] { return tr("Canvas"); }},
                     this, choose);
        keepKeys(button, commands,
                 [button, &commands, id, title] { button->setMeaning(title(), commands.keysText(id)); });
    }
    m_turn = addCommand(commands, QStringLiteral("canvas.turnRight"));
    column->addWidget(m_turn);
    column->addStretch();
    column->addWidget(addCommand(commands, QStringLiteral("mask.quick")));
    m_wholeHeight = column->sizeHint().height();
    setMinimumHeight(m_wholeHeight - m_turn->height() - column->spacing()); // not the layout's, with all of them
    commands.add(
        {QStringLiteral("tool.swap"), QStringLiteral("arrow-left-right"), QList{QKeySequence(QStringLiteral("X"))},
         [] { return tr("Swap brush and eraser"); }, [] { return tr("Canvas"); }},
        this, [this] { m_tools.choose(m_tools.current() == ToolKind::Brush ? ToolKind::Eraser : ToolKind::Brush); });
    connect(&tools, &ToolBox::changed, this, &ToolStrip::refresh);
    refresh();
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
    m_turn->setVisible(height() >= m_wholeHeight);
}

void ToolStrip::refresh()
{
    for (const auto& [kind, button] : m_buttons) {
        button->setChecked(kind == m_tools.current());
    }
}

} // namespace genserve::ui
