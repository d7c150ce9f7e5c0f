#include "task_filter_bar.h"

#include <QHBoxLayout>
#include <QMenu>

#include "../commands/command_registry.h"
#include "../controls/icon_button.h"
#include "../controls/search_field.h"
#include "../controls/text_button.h"
#include "../controls/word_chip.h"
#include "../studio/task_words.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int SearchWidth = 200;

} // namespace

TaskFilterBar::TaskFilterBar(TaskListModel& model, TaskDoor& tasks, CommandRegistry& commands, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_tasks(tasks),
      m_door(new WordChip(WordChip::Kind::Outline, {}, this)),
      m_search(new SearchField(this)),
      m_pause(new TextButton(ButtonKind::Normal, ButtonSize::Medium, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::current().px(u"space.s") - 2);
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        m_groups[i] = new WordChip(WordChip::Kind::Outline, {}, this);
        m_groups[i]->setCheckable(true);
        row->addWidget(m_groups[i]);
        connect(m_groups[i], &QAbstractButton::clicked, this,
                [this, i] { change([i](TaskFilter& filter) { filter.group = static_cast<TaskGroup>(i); }); });
    }
    m_door->setCheckable(true);
    row->addWidget(m_door);
    row->addStretch();
    m_search->setMaximumWidth(SearchWidth);
    row->addWidget(m_search);
    row->addWidget(m_pause);
    auto* more = new IconButton(QStringLiteral("ellipsis"), IconButtonSize::Bar, this);
    row->addWidget(more);
    connect(more, &QAbstractButton::clicked, this, [this, more, &commands] {
        QMenu menu(this);
        menu.addAction(commands.action(QStringLiteral("queue.cancelWaiting")));
        menu.addAction(commands.action(QStringLiteral("queue.clear")));
        menu.exec(more->mapToGlobal(QPoint(0, more->height())));
    });
    keepTranslated(more, [more] { more->setMeaning(tr("More for the queue")); });
    connect(m_door, &QAbstractButton::clicked, this, &TaskFilterBar::showDoors);
    connect(m_search, &SearchField::searched, this,
            [this](const QString& text) { change([&](TaskFilter& filter) { filter.text = text; }); });
    connect(m_pause, &QAbstractButton::clicked, this, [&commands] { commands.run(QStringLiteral("queue.pause")); });
    connect(&model, &TaskListModel::counted, this, &TaskFilterBar::show);
    connect(&tasks, &TaskDoor::tasksChanged, this, &TaskFilterBar::show);
    keepTranslated(this, [this] {
        m_search->setMeaning(tr("Filter tasks"));
        show();
    });
}

void TaskFilterBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void TaskFilterBar::change(const std::function<void(TaskFilter&)>& edit)
{
    TaskFilter filter = m_model.filter();
    edit(filter);
    m_model.setFilter(filter);
    show();
}

void TaskFilterBar::show()
{
    const std::array<QString, 6> words{tr("All"),    tr("Running"), tr("Waiting"),
                                       tr("Failed"), tr("Done"),    tr("Cancelled")};
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        const auto group = static_cast<TaskGroup>(i);
        const QString text = QStringLiteral("%1  %2").arg(words[i]).arg(m_model.count(group));
        m_groups[i]->setText(text);
        m_groups[i]->setAccessibleName(text);
        m_groups[i]->setChecked(m_model.filter().group == group);
        m_groups[i]->updateGeometry();
        const bool isRare = group == TaskGroup::Cancelled; // no place taken as long as there is none
        m_groups[i]->setVisible(!isRare || m_model.count(group) > 0 || m_model.filter().group == group);
    }
    const std::string& client = m_model.filter().client;
    m_door->setText(client.empty() ? tr("From: all") : tr("From: %1").arg(senderName(client)));
    m_door->setAccessibleName(m_door->text());
    m_door->setChecked(!client.empty());
    m_door->updateGeometry();
    m_pause->setIconName(m_tasks.isPaused() ? QStringLiteral("play") : QStringLiteral("pause"));
    m_pause->setLabel(m_tasks.isPaused() ? tr("Resume queue") : tr("Pause queue"));
}

void TaskFilterBar::showDoors()
{
    QMenu menu(this);
    const auto add = [&](const QString& words, const std::string& client) {
        QAction* one = menu.addAction(words, this,
                                      [this, client] { change([&](TaskFilter& filter) { filter.client = client; }); });
        one->setCheckable(true);
        one->setChecked(m_model.filter().client == client);
    };
    add(tr("Every door"), {});
    for (const std::string& client : m_model.clients()) {
        add(senderName(client), client);
    }
    menu.exec(m_door->mapToGlobal(QPoint(0, m_door->height())));
    show(); // the chip's own click turned its mark
}

} // namespace genserve::ui
