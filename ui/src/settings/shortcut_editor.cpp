#include "shortcut_editor.h"

#include <QHBoxLayout>
#include <QKeySequenceEdit>

#include "../commands/command_registry.h"
#include "../controls/table_list.h"
#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int ListHeight = 360, FieldWidth = 180;

QString keysText(const QList<QKeySequence>& keys)
{
    QStringList texts;
    for (const QKeySequence& key : keys) {
        texts << key.toString(QKeySequence::NativeText);
    }
    return texts.join(QStringLiteral("  "));
}

} // namespace

ShortcutEditor::ShortcutEditor(CommandRegistry& commands, QWidget* parent)
    : QWidget(parent),
      m_commands(commands),
      m_list(new TableList(false, this)),
      m_name(new ElidedLabel(TextStep::Strong, this)),
      m_keys(new QKeySequenceEdit(this)),
      m_conflict(new TextLabel(TextStep::Small, this)),
      m_set(new TextButton(ButtonKind::Primary, ButtonSize::Medium, this)),
      m_remove(new TextButton(ButtonKind::Normal, ButtonSize::Medium, this)),
      m_reset(new TextButton(ButtonKind::Normal, ButtonSize::Medium, this)),
      m_resetAll(new TextButton(ButtonKind::Ghost, ButtonSize::Medium, this))
{
    const Theme& theme = Theme::current();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, theme.px(u"space.m"));
    column->setSpacing(theme.px(u"space.s"));
    m_list->setMinimumHeight(ListHeight);
    column->addWidget(m_list, 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(theme.px(u"space.l"), 0, theme.px(u"space.l"), 0);
    row->setSpacing(theme.px(u"space.s"));
    m_keys->setFixedWidth(FieldWidth);
    m_keys->setMinimumHeight(theme.px(u"control.medium"));
    row->addWidget(m_name, 1);
    row->addWidget(m_keys);
    for (TextButton* button : {m_set, m_remove, m_reset, m_resetAll}) {
        row->addWidget(button);
    }
    column->addLayout(row);
    m_conflict->setContentsMargins(theme.px(u"space.l"), 0, theme.px(u"space.l"), 0);
    m_conflict->setTone(Tone::Warning);
    column->addWidget(m_conflict);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ShortcutEditor::choose);
    connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutEditor::check);
    connect(m_set, &QAbstractButton::clicked, this, [this] { take({m_keys->keySequence()}, true); });
    connect(m_remove, &QAbstractButton::clicked, this, [this] { take({}, false); });
    connect(m_reset, &QAbstractButton::clicked, this, [this] {
        m_commands.resetKeys(chosen());
        refresh();
        Q_EMIT changed();
    });
    connect(m_resetAll, &QAbstractButton::clicked, this, [this] {
        m_commands.resetAllKeys();
        refresh();
        Q_EMIT changed();
    });
    keepTranslated(this, [this] {
        m_list->setAccessibleName(tr("Commands"));
        m_list->setColumns({{tr("Command"), 4}, {tr("Group"), 2}, {tr("Keys"), 2}});
        m_keys->setAccessibleName(tr("New keys"));
        m_set->setLabel(tr("Set"));
        m_remove->setLabel(tr("No keys"));
        m_reset->setLabel(tr("Default"));
        m_resetAll->setLabel(tr("All defaults"));
        refresh();
    });
}

bool ShortcutEditor::setSearch(const QString& words)
{
    m_search = words;
    refresh();
    return m_list->model()->rowCount() > 0;
}

void ShortcutEditor::refresh()
{
    std::vector<TableRow> rows;
    for (const Command& command : m_commands.commands()) {
        const QString title = command.spec.title(), group = command.spec.group();
        const QString keys = keysText(command.action->shortcuts());
        if (!QString(title % u' ' % group % u' ' % keys).contains(m_search, Qt::CaseInsensitive)) {
            continue;
        }
        const bool isOwn = m_commands.hasOwnKeys(command.spec.id);
        rows.push_back({command.spec.id,
                        command.spec.iconName,
                        Tone::None,
                        title,
                        {},
                        {{group}, {keys.isEmpty() ? QStringLiteral("–") : keys, isOwn ? Tone::Accent : Tone::None}}});
    }
    m_list->setRows(std::move(rows));
    choose();
}

void ShortcutEditor::edit(const QString& command)
{
    m_list->chooseRow(command);
    m_keys->setFocus(Qt::OtherFocusReason);
}

QString ShortcutEditor::chosen() const
{
    const TableRow* row = m_list->currentRow();
    return row == nullptr ? QString() : row->id;
}

void ShortcutEditor::choose()
{
    const QString id = chosen();
    const QAction* action = m_commands.action(id);
    m_name->setFullText(action == nullptr ? tr("Choose a command") : action->text());
    m_keys->setKeySequence(action == nullptr ? QKeySequence() : action->shortcut());
    m_keys->setEnabled(action != nullptr);
    m_remove->setEnabled(action != nullptr && !action->shortcuts().isEmpty());
    m_reset->setEnabled(action != nullptr && m_commands.hasOwnKeys(id));
    check();
}

void ShortcutEditor::check()
{
    const QString id = chosen();
    const QAction* action = m_commands.action(id);
    const QKeySequence keys = m_keys->keySequence();
    m_set->setEnabled(action != nullptr && !keys.isEmpty() && keys != action->shortcut());
    const Command* other = keys.isEmpty() ? nullptr : m_commands.conflict(id, {keys});
    m_conflict->setText(other == nullptr ? QString()
                                         : tr("%1 is “%2” now. Setting it here takes it away there.")
                                               .arg(keys.toString(QKeySequence::NativeText), other->spec.title()));
}

void ShortcutEditor::take(const QList<QKeySequence>& keys, bool isTakenAway)
{
    const QString id = chosen();
    while (const Command* other = isTakenAway ? m_commands.conflict(id, keys) : nullptr) {
        QList<QKeySequence> rest = other->action->shortcuts();
        for (const QKeySequence& key : keys) {
            rest.removeAll(key);
        }
        m_commands.setKeys(other->spec.id, rest);
    }
    m_commands.setKeys(id, keys);
    refresh();
    Q_EMIT changed();
}

} // namespace genserve::ui
