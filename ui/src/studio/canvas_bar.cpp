#include "canvas_bar.h"

#include <QHBoxLayout>

#include "../canvas/canvas_view.h"
#include "../commands/command_registry.h"
#include "../controls/icon_button.h"
#include "../controls/text_label.h"
#include "../theme/bar.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int ZoomWidth = 56;

} // namespace

CanvasBar::CanvasBar(CanvasView& canvas, CommandRegistry& commands, QWidget* parent)
    : QWidget(parent),
      m_canvas(canvas),
      m_commands(commands),
      m_title(new ElidedLabel(TextStep::Strong, this)),
      m_details(new ElidedLabel(TextStep::Small, this)),
      m_zoom(new TextLabel(TextStep::Strong, this))
{
    const Theme& theme = Theme::current();
    auto* row = makeBar(*this, u"control.row", u"space.l", u"space.s", u"space.xs");
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    row->addWidget(m_title);
    row->addSpacing(theme.px(u"space.xs"));
    row->addWidget(m_details, 1);
    addButton(QStringLiteral("canvas.zoomOut"));
    m_zoom->setFixedWidth(ZoomWidth);
    m_zoom->setAlignment(Qt::AlignCenter);
    row->addWidget(m_zoom);
    addButton(QStringLiteral("canvas.zoomIn"));
    addButton(QStringLiteral("canvas.fit"));
    addRule();
    addButton(QStringLiteral("mask.undo"));
    addButton(QStringLiteral("mask.redo"));
    addRule();
    addButton(QStringLiteral("mask.quick"));
    addButton(QStringLiteral("dock.bottom"));
    addButton(QStringLiteral("dock.right"));
    connect(&canvas, &CanvasView::transformChanged, this, &CanvasBar::showZoom);
    showZoom();
}

IconButton* CanvasBar::addButton(const QString& command)
{
    QAction* action = m_commands.action(command);
    Q_ASSERT(action != nullptr);
    auto* button = new IconButton(QStringLiteral("check"), IconButtonSize::Bar, this);
    button->setDefaultAction(action);
    layout()->addWidget(button);
    keepTranslated(
        button, [this, button, action, command] { button->setMeaning(action->text(), m_commands.keysText(command)); });
    return button;
}

void CanvasBar::addRule()
{
    auto* rule = new QFrame(this);
    rule->setProperty("role", QStringLiteral("vrule"));
    layout()->addWidget(rule);
}

void CanvasBar::setTitle(const QString& title, const QString& details)
{
    m_title->setFullText(title);
    m_details->setFullText(details);
}

void CanvasBar::showZoom()
{
    const double zoom = m_canvas.picture().isNull() ? 1 : m_canvas.transform().zoom();
    m_zoom->setText(QStringLiteral("%1\u2009%").arg(qRound(zoom * 100)));
}

} // namespace genserve::ui
