#include "queue_page.h"

#include <algorithm>

#include <QDateTime>
#include <QHBoxLayout>
#include <QPointer>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "../commands/command_registry.h"
#include "../controls/empty_state.h"
#include "../studio/variation.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "device_panel.h"
#include "task_filter_bar.h"
#include "task_list.h"
#include "task_list_model.h"
#include "task_row.h"
#include "totals_card.h"

namespace genserve::ui {
namespace {

constexpr int LeastListHeight = 220;
constexpr qint64 DoneKeptMs = 24LL * 3600 * 1000;

const QString ClearedKey = QStringLiteral("queue/cleared_ms");

} // namespace

QueuePage::QueuePage(TaskDoor& tasks, const ModelsSource& models, const PictureRate& rate, CommandRegistry& commands,
                     QWidget* parent)
    : Page(parent),
      m_tasks(tasks),
      m_models(models),
      m_commands(commands),
      m_model(new TaskListModel(tasks, models, this)),
      m_list(new TaskList(*m_model, commands, this)),
      m_filter(new TaskFilterBar(*m_model, tasks, commands, this)),
      m_devices(new QHBoxLayout)
{
    const Theme& theme = Theme::current();
    const int inset = theme.px(u"space.l"), gap = theme.px(u"space.m");
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this); // for windows too low for devices and tasks
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    whole->addWidget(scroll);
    auto* body = new QWidget(scroll);
    scroll->setWidget(body);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(inset, gap, inset, gap);
    column->setSpacing(gap);
    m_devices->setSpacing(gap);
    column->addWidget(new TotalsCard(tasks, rate, this));
    column->addLayout(m_devices);
    column->addWidget(buildList(), 1);
    connect(&tasks, &TaskDoor::devicesChanged, this, &QueuePage::showDevices);
    connect(&tasks, &TaskDoor::progressed, this, [this] {
        const auto& devices = m_tasks.devices();
        for (int i = 0; i < qMin(m_devices->count(), static_cast<int>(devices.size())); ++i) {
            static_cast<DevicePanel*>(m_devices->itemAt(i)->widget())
                ->setTask(taskOn(devices[static_cast<std::size_t>(i)]));
        }
    });
    connect(&tasks, &TaskDoor::previewed, this, [this](const tasks::TaskId& task, const QImage& picture) {
        for (int i = 0; i < m_devices->count(); ++i) {
            static_cast<DevicePanel*>(m_devices->itemAt(i)->widget())->setPreview(task, picture);
        }
    });
    addCommands();
    keepTranslated(this, [this] { showDevices(); });
}

QWidget* QueuePage::buildList()
{
    const Theme& theme = Theme::current();
    auto* card = new QFrame(this);
    card->setProperty("role", QStringLiteral("card"));
    card->setMinimumHeight(LeastListHeight);
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, theme.px(u"space.s"), 1, 1);
    inside->setSpacing(theme.px(u"space.xs"));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(theme.px(u"space.l"), 0, theme.px(u"space.l"), 0);
    head->addWidget(m_filter);
    inside->addLayout(head);
    auto* heading = new TaskHeading(card);
    inside->addWidget(heading);
    auto* row = new TaskRow(m_list);
    m_list->setItemDelegate(row);
    auto* empty = new EmptyState(QStringLiteral("list-ordered"), card);
    auto* stack = new QStackedLayout;
    stack->addWidget(m_list);
    stack->addWidget(empty);
    inside->addLayout(stack, 1);
    const auto showEmptiness = [this, stack, heading, empty] {
        const bool isEmpty = m_model->rowCount() == 0;
        stack->setCurrentIndex(isEmpty ? 1 : 0);
        heading->setVisible(!isEmpty);
        const bool isFiltered = m_model->count(TaskGroup::All) > 0;
        empty->setTexts(isFiltered ? tr("Nothing like this") : tr("Nothing waits"),
                        isFiltered ? tr("Take a filter away, or look for other words.")
                                   : tr("Tasks of this window, of REST clients and of the command line stand here."));
    };
    connect(m_model, &QAbstractItemModel::modelReset, this, showEmptiness);
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this,
            [this] { m_scrolled = m_list->verticalScrollBar()->value(); });
    connect(m_model, &QAbstractItemModel::modelReset, this, &QueuePage::keepChoice);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_chosen = m_list->chosen();
        allowCommands();
    });
    connect(row, &TaskRow::acted, this, &QueuePage::act);
    connect(row, &TaskRow::menuWanted, this, [this](int at, const QPoint& place) {
        m_list->setCurrentIndex(m_model->index(at));
        m_list->showMenu(at, m_list->viewport()->mapToGlobal(place));
    });
    connect(m_list, &TaskList::acted, this, &QueuePage::act);
    connect(m_list, &QAbstractItemView::doubleClicked, this,
            [this](const QModelIndex& index) { act(TaskAction::Open, index.row()); });
    keepTranslated(card, [this, showEmptiness] {
        m_list->setAccessibleName(tr("Tasks"));
        showEmptiness();
    });
    return card;
}

QString QueuePage::title() const { return tr("Queue and devices"); }

QString QueuePage::state() const { return tr("%n device(s)", nullptr, static_cast<int>(m_tasks.devices().size())); }

QString QueuePage::railWord() const { return tr("Queue"); }

void QueuePage::focusNextPart()
{
    m_list->setFocus(Qt::TabFocusReason);
    m_list->scrollTo(m_list->currentIndex()); // keys act on it
}

void QueuePage::setServer(const ServerControl& server)
{
    m_model->setServer(&server);
    connect(&server, &ServerControl::clientsChanged, m_list->viewport(), qOverload<>(&QWidget::update));
}

void QueuePage::keepClearing(QSettings& settings) { m_settings = &settings; }

void QueuePage::addCommands()
{
    const auto group = [] { return tr("Queue"); };
    m_commands.add({QStringLiteral("queue.pause"), QStringLiteral("pause"),
                    QList{QKeySequence(QStringLiteral("Ctrl+P"))}, [] { return tr("Pause or resume the queue"); },
                    group},
                   window(), [this] { m_tasks.setPaused(!m_tasks.isPaused()); });
    m_commands.add({QStringLiteral("queue.filter"), QStringLiteral("list-filter"),
                    QList{QKeySequence(QStringLiteral("Ctrl+F"))}, [] { return tr("Filter tasks"); }, group},
                   this, [this] { m_filter->focusSearch(); });
    m_commands.add({QStringLiteral("queue.cancelWaiting"),
                    QStringLiteral("ban"),
                    {},
                    [] { return tr("Cancel everything that waits"); },
                    group},
                   this, [this] { cancelWaiting(); });
    m_commands.add({QStringLiteral("queue.clear"),
                    QStringLiteral("list-filter"),
                    {},
                    [] { return tr("Clear what is done, failed or cancelled"); },
                    group},
                   this, [this] { clearEnded(); });
    for (const TaskAction action : allTaskActions()) {
        const TaskActionWords words = wordsOf(action);
        m_commands.add({QLatin1String(words.id), QLatin1String(words.icon),
                        QList{QKeySequence(QLatin1String(words.key))}, [action] { return wordsOf(action).title; },
                        group},
                       m_list, [this, action] { m_list->actOnChosen(action); });
    }
    connect(m_model, &QAbstractItemModel::modelReset, this, &QueuePage::allowCommands);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &QueuePage::allowCommands);
    allowCommands();
}

void QueuePage::allowCommands()
{
    const QModelIndex current = m_list->currentIndex();
    std::vector<tasks::TaskId> ids = m_list->chosen();
    const auto allows = [this](int row, TaskAction action) {
        return row >= 0
               && (std::ranges::count(actionsOf(m_model->task(row)), action) > 0
                   || (action == TaskAction::Remove && m_model->task(row).task.state == tasks::TaskState::Queued));
    };
    for (const TaskAction action : allTaskActions()) {
        const bool isPossible =
            isForMany(action) && ids.size() > 1
                ? std::ranges::any_of(ids, [&](const tasks::TaskId& id) { return allows(m_model->rowOf(id), action); })
                : allows(current.isValid() ? current.row() : -1, action);
        m_commands.action(QLatin1String(wordsOf(action).id))->setEnabled(isPossible);
    }
}

void QueuePage::act(TaskAction action, int row)
{
    const tasks::TaskView view = m_model->task(row);
    const tasks::TaskId& task = view.task.id;
    const auto possible = actionsOf(view);
    if (action == TaskAction::Remove && view.task.state == tasks::TaskState::Queued) {
        action = TaskAction::Cancel; // the same key ends it in every state
    }
    if (std::ranges::find(possible, action) == possible.end()) {
        return;
    }
    using Place = tasks::MoveTarget::Place;
    switch (action) {
    case TaskAction::Open: Q_EMIT openWanted(view); break;
    case TaskAction::Edit: Q_EMIT editWanted(view); break;
    case TaskAction::RunNext: m_tasks.move(task, {Place::Front, {}}); break;
    case TaskAction::RunLast: m_tasks.move(task, {Place::End, {}}); break;
    case TaskAction::Earlier: shift(row, -1); break;
    case TaskAction::Later: shift(row, 2); break; // before the one after the next
    case TaskAction::Duplicate: duplicate(view.task); break;
    case TaskAction::Retry: m_tasks.retry(task); break;
    case TaskAction::Cancel:
        chooseNeighbour(row);
        m_tasks.cancel(task);
        break;
    case TaskAction::Remove:
        chooseNeighbour(row);
        remove(view);
        break;
    }
}

// So that the next key meets the next task, not the one that goes to the list's end.
void QueuePage::chooseNeighbour(int row)
{
    const int next = row + 1 < m_model->rowCount() ? row + 1 : row - 1;
    if (next >= 0 && m_list->currentIndex().row() == row && m_list->chosen().size() == 1) {
        m_list->setCurrentIndex(m_model->index(next));
    }
}

void QueuePage::remove(const tasks::TaskView& view)
{
    if (view.task.state == tasks::TaskState::Finished) {
        m_model->forget(view.task.id); // only here: its picture stays in the gallery
        offerBack([this, view] { m_model->bringBack(view); });
    } else {
        m_tasks.setTrashed(view.task.id, true);
        offerBack([this, id = view.task.id] { m_tasks.setTrashed(id, false); });
    }
}

// One offer for all that a command removes.
void QueuePage::offerBack(std::function<void()> undo)
{
    m_removed.push_back(std::move(undo));
    if (m_removed.size() > 1) {
        return;
    }
    QMetaObject::invokeMethod(
        this,
        [this] {
            const auto all = std::exchange(m_removed, {});
            Q_EMIT undoable(tr("%n row(s) taken out of the list", nullptr, static_cast<int>(all.size())),
                            [all] { std::ranges::for_each(all, [](const auto& undo) { undo(); }); });
        },
        Qt::QueuedConnection);
}

void QueuePage::cancelWaiting()
{
    std::vector<tasks::TaskId> cancelled;
    for (const tasks::TaskView& view : std::vector(m_tasks.tasks())) {
        if (view.task.state == tasks::TaskState::Queued) {
            m_tasks.cancel(view.task.id);
            cancelled.push_back(view.task.id);
        }
    }
    if (!cancelled.empty()) {
        Q_EMIT undoable(
            tr("%n waiting task(s) cancelled", nullptr, static_cast<int>(cancelled.size())),
            [this, cancelled] { std::ranges::for_each(cancelled, [this](const auto& id) { m_tasks.retry(id); }); });
    }
}

void QueuePage::clearEnded()
{
    for (const tasks::TaskView& view : std::vector(m_tasks.tasks())) {
        if (view.task.state == tasks::TaskState::Failed || view.task.state == tasks::TaskState::Cancelled) {
            m_tasks.setTrashed(view.task.id, true);
        }
    }
    m_model->forgetDone();
    if (m_settings != nullptr) {
        m_settings->setValue(ClearedKey, QDateTime::currentMSecsSinceEpoch());
    }
}

void QueuePage::shift(int row, int by)
{
    const tasks::TaskId task = m_model->task(row).task.id;
    if (const auto target = m_model->targetOf(task, row + by)) {
        m_tasks.move(task, *target);
    }
}

void QueuePage::duplicate(const tasks::Task& task)
{
    sendVariation(m_tasks, task.id, [self = QPointer(this)](const std::optional<tasks::SubmitOutcome>& outcome) {
        if (self != nullptr && outcome && !*outcome) {
            Q_EMIT self->message(QString::fromStdString(outcome->error().message));
        }
    });
}

// What runs and waits stands at the top; while the page was away the list went along with its choice.
void QueuePage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_list->scrollToTop();
    if (!m_wasShown) {
        m_wasShown = true; // not at the program's start, when the window has better things to do
        const qint64 cleared = m_settings == nullptr ? 0 : m_settings->value(ClearedKey).toLongLong();
        m_model->askForDone(qMax(cleared, QDateTime::currentMSecsSinceEpoch() - DoneKeptMs));
    }
}

// Without following it: the chosen one may be old, and what runs would leave the view.
void QueuePage::keepChoice()
{
    m_list->choose(m_chosen);
    m_list->doItemsLayout(); // until then the bar knows the old length
    m_list->verticalScrollBar()->setValue(m_scrolled);
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
        auto* panel = new DevicePanel(m_models, this);
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
