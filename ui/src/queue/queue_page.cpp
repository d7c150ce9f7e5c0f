#include "queue_page.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QListView>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "../commands/command_registry.h"
#include "../controls/empty_state.h"
#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "device_panel.h"
#include "task_list_model.h"
#include "task_row.h"
#include "totals_card.h"

namespace genserve::ui {

QueuePage::QueuePage(TaskDoor& tasks, CommandRegistry& commands, QWidget* parent)
    : Page(parent),
      m_tasks(tasks),
      m_model(new TaskListModel(tasks, this)),
      m_list(new QListView(this)),
      m_devices(new QHBoxLayout),
      m_pause(new TextButton(ButtonKind::Normal, ButtonSize::Medium, this))
{
    const Theme& theme = Theme::current();
    const int inset = theme.px(u"space.l"), gap = theme.px(u"space.m");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(inset, gap, inset, gap);
    column->setSpacing(gap);
    m_devices->setSpacing(gap);
    column->addWidget(new TotalsCard(tasks, this));
    column->addLayout(m_devices);
    auto* card = new QFrame(this);
    card->setProperty("role", QStringLiteral("card"));
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, theme.px(u"space.s"), 1, 1);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(inset, 0, inset, 0);
    auto* tasksTitle = new TextLabel(TextStep::Title, card);
    head->addWidget(tasksTitle);
    head->addStretch();
    head->addWidget(m_pause);
    inside->addLayout(head);
    auto* row = new TaskRow(m_list);
    m_list->setModel(m_model);
    m_list->setItemDelegate(row);
    m_list->setMouseTracking(true);
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setDropIndicatorShown(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto* empty = new EmptyState(QStringLiteral("list-ordered"), card);
    auto* stack = new QStackedLayout;
    stack->addWidget(m_list);
    stack->addWidget(empty);
    inside->addLayout(stack, 1);
    column->addWidget(card, 1);
    const auto showEmptiness = [this, stack] { stack->setCurrentIndex(m_model->rowCount() == 0 ? 1 : 0); };
    connect(m_model, &QAbstractItemModel::modelReset, this, showEmptiness);
    connect(row, &TaskRow::acted, this, &QueuePage::act);
    connect(m_pause, &QAbstractButton::clicked, this, [&commands] { commands.run(QStringLiteral("queue.pause")); });
    connect(&tasks, &TaskDoor::tasksChanged, this, &QueuePage::showPause);
    connect(&tasks, &TaskDoor::devicesChanged, this, &QueuePage::showDevices);
    connect(&tasks, &TaskDoor::progressed, this, [this] {
        const auto& devices = m_tasks.devices();
        for (int i = 0; i < qMin(m_devices->count(), static_cast<int>(devices.size())); ++i) {
            static_cast<DevicePanel*>(m_devices->itemAt(i)->widget())
                ->setTask(taskOn(devices[static_cast<std::size_t>(i)]));
        }
    });
    addCommands(commands);
    keepTranslated(this, [this, tasksTitle, empty] {
        tasksTitle->setText(tr("Tasks"));
        m_list->setAccessibleName(tr("Tasks"));
        empty->setTexts(tr("Nothing waits"),
                        tr("Tasks of this window, of REST clients and of the command line stand here."));
        showPause();
        showDevices();
    });
    showEmptiness();
}

QString QueuePage::title() const { return tr("Queue and devices"); }

QString QueuePage::state() const { return tr("%n device(s)", nullptr, static_cast<int>(m_tasks.devices().size())); }

QString QueuePage::railWord() const { return tr("Queue"); }

void QueuePage::focusNextPart() { m_list->setFocus(Qt::TabFocusReason); }

void QueuePage::addCommands(CommandRegistry& commands)
{
    const auto group = [] { return tr("Queue"); };
    commands.add({QStringLiteral("queue.pause"), QStringLiteral("pause"), QList{QKeySequence(QStringLiteral("Ctrl+P"))},
                  [] { return tr("Pause or resume the queue"); }, group},
                 window(), [this] { m_tasks.setPaused(!m_tasks.isPaused()); });
    const auto add = [&](const char* id, const char* icon, const char* key, std::function<QString()> title,
                         TaskRow::Action action) {
        commands.add(
            {QLatin1String(id), QLatin1String(icon), QList{QKeySequence(QLatin1String(key))}, std::move(title), group},
            this, [this, action] {
                if (m_list->currentIndex().isValid()) {
                    act(static_cast<int>(action), m_list->currentIndex().row());
                }
            });
    };
    add(
        "queue.runNext", "list-start", "N", [] { return tr("Run the chosen task next"); }, TaskRow::Action::RunNext);
    add(
        "queue.cancel", "x", "Shift+X", [] { return tr("Cancel the chosen task"); }, TaskRow::Action::Cancel);
    add(
        "queue.retry", "rotate-cw", "T", [] { return tr("Retry the chosen task"); }, TaskRow::Action::Retry);
}

void QueuePage::act(int action, int row)
{
    const auto wanted = static_cast<TaskRow::Action>(action);
    const tasks::TaskView view = m_model->task(row);
    const auto possible = TaskRow::actionsOf(view);
    if (std::ranges::find(possible, wanted) == possible.end()) {
        return;
    }
    switch (wanted) {
    case TaskRow::Action::RunNext: m_tasks.move(view.task.id, {tasks::MoveTarget::Place::Front, {}}); break;
    case TaskRow::Action::Cancel: m_tasks.cancel(view.task.id); break;
    case TaskRow::Action::Retry: m_tasks.retry(view.task.id); break;
    }
}

void QueuePage::showPause()
{
    m_pause->setIconName(m_tasks.isPaused() ? QStringLiteral("play") : QStringLiteral("pause"));
    m_pause->setLabel(m_tasks.isPaused() ? tr("Resume queue") : tr("Pause queue"));
}

std::optional<tasks::TaskView> QueuePage::taskOn(const tasks::DeviceStatus& device) const
{
    const auto& all = m_tasks.tasks();
    const auto it = std::ranges::find(all, device.task, [](const tasks::TaskView& view) { return view.task.id; });
    return device.task.empty() || it == all.end() ? std::nullopt : std::optional(*it);
}

void QueuePage::showDevices()
{
    const auto& devices = m_tasks.devices();
    while (m_devices->count() > static_cast<int>(devices.size())) {
        QLayoutItem* item = m_devices->takeAt(m_devices->count() - 1);
        item->widget()->deleteLater();
        delete item;
    }
    while (m_devices->count() < static_cast<int>(devices.size())) {
        auto* panel = new DevicePanel(this);
        connect(panel, &DevicePanel::modeWanted, this,
                [this](const std::string& device, tasks::DeviceMode mode) { m_tasks.setDeviceMode(device, mode); });
        m_devices->addWidget(panel);
    }
    for (std::size_t i = 0; i < devices.size(); ++i) {
        static_cast<DevicePanel*>(m_devices->itemAt(static_cast<int>(i))->widget())
            ->setDevice(devices[i], taskOn(devices[i]));
    }
    Q_EMIT stateChanged();
}

} // namespace genserve::ui
