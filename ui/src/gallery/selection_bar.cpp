#include "selection_bar.h"

#include <QHBoxLayout>

#include "../commands/command_registry.h"
#include "../commands/live_keys.h"
#include "../controls/icon_button.h"
#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../theme/theme.h"

namespace genserve::ui {

SelectionBar::SelectionBar(CommandRegistry& commands, QWidget* parent)
    : QWidget(parent),
      m_commands(commands),
      m_count(new TextLabel(TextStep::Strong, this)),
      m_trash(new IconButton(QStringLiteral("trash-2"), IconButtonSize::Bar, this)),
      m_clear(new IconButton(QStringLiteral("x"), IconButtonSize::Bar, this))
{
    const Theme& theme = Theme::current();
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(u"space.l"), theme.px(u"space.s"), theme.px(u"space.l"), theme.px(u"space.s"));
    row->setSpacing(theme.px(u"space.s"));
    row->addWidget(m_count);
    row->addSpacing(theme.px(u"space.xs"));
    m_compare = addButton(QStringLiteral("gallery.compare"), "columns-2");
    m_star = addButton(QStringLiteral("gallery.star"), "star");
    m_tag = addButton(QStringLiteral("gallery.tag"), "tag");
    m_export = addButton(QStringLiteral("gallery.export"), "download");
    m_restore = addButton(QStringLiteral("gallery.restore"), "archive-restore");
    m_purge = addButton(QStringLiteral("gallery.purge"), "trash-2");
    row->addStretch();
    m_purgeAll = addButton(QStringLiteral("gallery.emptyTrash"), "trash-2");
    row->addWidget(m_trash);
    row->addWidget(m_clear);
    connect(m_trash, &QAbstractButton::clicked, this, [this] { m_commands.run(QStringLiteral("gallery.trash")); });
    connect(m_clear, &QAbstractButton::clicked, this, &SelectionBar::cleared);
    keepKeys(this, m_commands, [this] {
        m_compare->setLabel(tr("Compare"));
        m_star->setLabel(tr("Star"));
        m_tag->setLabel(tr("Tag"));
        m_export->setLabel(tr("Export…"));
        m_restore->setLabel(tr("Put back"));
        m_purge->setLabel(tr("Delete for good"));
        m_purgeAll->setLabel(tr("Empty the trash…"));
        m_trash->setMeaning(tr("Move to trash"), m_commands.keysText(QStringLiteral("gallery.trash")));
        m_clear->setMeaning(tr("Choose nothing"));
        m_count->setText(tr("%n selected", nullptr, m_selected));
    });
}

TextButton* SelectionBar::addButton(const QString& command, const char* icon)
{
    auto* button = new TextButton(ButtonKind::Normal, ButtonSize::Medium, this);
    button->setIconName(QLatin1String(icon));
    connect(button, &QAbstractButton::clicked, this, [this, command] { m_commands.run(command); });
    layout()->addWidget(button);
    return button;
}

void SelectionBar::setState(int selected, bool isTrash)
{
    setVisible(selected > 0 || isTrash);
    m_selected = selected;
    m_count->setText(tr("%n selected", nullptr, selected));
    m_compare->setVisible(selected == 2 && !isTrash);
    for (QWidget* widget : {static_cast<QWidget*>(m_star), static_cast<QWidget*>(m_tag),
                            static_cast<QWidget*>(m_export), static_cast<QWidget*>(m_trash)}) {
        widget->setVisible(selected > 0 && !isTrash);
    }
    m_restore->setVisible(selected > 0 && isTrash);
    m_purge->setVisible(selected > 0 && isTrash);
    m_purgeAll->setVisible(isTrash);
    m_clear->setVisible(selected > 0);
}

} // namespace genserve::ui
