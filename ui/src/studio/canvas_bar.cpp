#include "canvas_bar.h"

#include <utility>

#include <QHBoxLayout>

#include "../canvas/canvas_view.h"
#include "../commands/command_registry.h"
#include "../commands/live_keys.h"
#include "../controls/icon_button.h"
#include "../controls/text_label.h"
#include "../theme/bar.h"
#include "title_words.h"

namespace genserve::ui {
namespace {

constexpr int ZoomWidth = 48;

} // namespace

CanvasBar::CanvasBar(CanvasView& canvas, CommandRegistry& commands, QWidget* parent)
    : QWidget(parent),
      m_canvas(canvas),
      m_commands(commands),
      m_title(new TitleWords(this)),
      m_zoom(new TextLabel(TextStep::Strong, this))
{
    auto* row = makeBar(*this, u"control.row", u"space.l", u"space.s", u"space.xs");
    setMinimumWidth(1); // what has no room is hidden
    row->addWidget(m_title, 1);
    auto* zoom = new QHBoxLayout;
    zoom->setSpacing(0);
    row->addLayout(zoom);
    QWidget* const smaller = addButton(*zoom, QStringLiteral("canvas.zoomOut"));
    m_zoom->setFixedWidth(ZoomWidth);
    m_zoom->setAlignment(Qt::AlignCenter);
    zoom->addWidget(m_zoom);
    QWidget* const larger = addButton(*zoom, QStringLiteral("canvas.zoomIn"));
    addButton(*zoom, QStringLiteral("canvas.fit"));
    addRule();
    addButton(*row, QStringLiteral("mask.undo"));
    addButton(*row, QStringLiteral("mask.redo"));
    addRule();
    QWidget* const compare = addButton(*row, QStringLiteral("result.compare"));
    m_quick = addButton(*row, QStringLiteral("mask.quick"));
    QWidget* const bottom = addButton(*row, QStringLiteral("dock.bottom"));
    addButton(*row, QStringLiteral("dock.right"));
    m_givesWay = {{smaller, larger}, {compare}, {bottom}, {m_zoom}, {m_quick}};
    connect(&canvas, &CanvasView::transformChanged, this, &CanvasBar::showZoom);
    showZoom();
}

IconButton* CanvasBar::addButton(QHBoxLayout& row, const QString& command)
{
    QAction* action = m_commands.action(command);
    Q_ASSERT(action != nullptr);
    auto* button = new IconButton(QStringLiteral("check"), IconButtonSize::Bar, this);
    button->setDefaultAction(action);
    row.addWidget(button);
    keepKeys(button, m_commands,
             [this, button, action, command] { button->setMeaning(action->text(), m_commands.keysText(command)); });
    return button;
}

// The wheel, keys, the other bars and the command palette do the same.
void CanvasBar::giveWay()
{
    const auto show = [this](const std::vector<QWidget*>& together, bool isShown) {
        for (QWidget* one : together) {
            one->setVisible(isShown && (one != m_quick || m_isMasking));
        }
        layout()->activate();
    };
    for (const auto& together : m_givesWay) {
        show(together, true);
    }
    for (auto it = m_givesWay.begin(); it != m_givesWay.end() && layout()->minimumSize().width() > width(); ++it) {
        show(*it, false);
    }
}

void CanvasBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    giveWay();
}

void CanvasBar::addRule()
{
    auto* rule = new QFrame(this);
    rule->setProperty("role", QStringLiteral("vrule"));
    layout()->addWidget(rule);
}

void CanvasBar::setTitle(const QString& title, const QStringList& details) { m_title->setWords(title, details); }

void CanvasBar::setMasking(bool isMasking)
{
    if (std::exchange(m_isMasking, isMasking) != isMasking) {
        giveWay();
    }
}

void CanvasBar::showZoom()
{
    const double zoom = m_canvas.picture().isNull() ? 1 : m_canvas.transform().zoom();
    m_zoom->setText(QStringLiteral("%1\u2009%").arg(qRound(zoom * 100)));
}

} // namespace genserve::ui
