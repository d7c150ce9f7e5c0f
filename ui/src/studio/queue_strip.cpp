#include "queue_strip.h"

#include <algorithm>
#include <array>

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "../controls/icon_button.h"
#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../models/model_words.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "strip_cards.h"

namespace genserve::ui {
namespace {

constexpr int CardWidth = 172, DeviceWidth = 150, MostDevices = 4;
constexpr int NarrowBelow = 1000, NarrowCards = 2; // px of the strip in a window of 1400; tasks and devices there
constexpr std::size_t MostLoads = 60;              // a minute

// As many cards as wanted, made or removed at the end.
template <class Card>
void keepCards(QHBoxLayout& row, int count, QWidget* parent)
{
    while (row.count() > count) {
        QLayoutItem* item = row.takeAt(row.count() - 1);
        item->widget()->deleteLater();
        delete item;
    }
    while (row.count() < count) {
        row.addWidget(new Card(parent));
    }
}

template <class Card>
Card* cardAt(const QHBoxLayout& row, int i)
{
    return static_cast<Card*>(row.itemAt(i)->widget());
}

// In their own order those that work, as many as there is room for; else the first ones.
std::vector<const tasks::DeviceStatus*> busiest(const std::vector<tasks::DeviceStatus>& devices, int room)
{
    std::vector<const tasks::DeviceStatus*> chosen;
    for (const tasks::DeviceStatus& device : devices) {
        chosen.push_back(&device);
    }
    std::ranges::stable_partition(
        chosen, [](const tasks::DeviceStatus* one) { return one->state == tasks::DeviceState::Busy; });
    chosen.resize(std::min(chosen.size(), static_cast<std::size_t>(room)));
    std::ranges::sort(chosen); // they lie in one vector
    return chosen;
}

} // namespace

QueueStrip::QueueStrip(TaskDoor& tasks, const ModelsSource& models, QHBoxLayout& titleRow, QWidget* parent)
    : QWidget(parent),
      m_tasks(tasks),
      m_models(models),
      m_queueState(new ElidedLabel(TextStep::Small, this)),
      m_deviceState(new ElidedLabel(TextStep::Small, this)),
      m_more(new TextButton(ButtonKind::Link, ButtonSize::Small, this)),
      m_taskCards(new QHBoxLayout),
      m_deviceCards(new QHBoxLayout),
      m_row(new QHBoxLayout(this)),
      m_titleRow(titleRow)
{
    const Theme& theme = Theme::current();
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    const int side = theme.px(u"space.l");
    m_row->setContentsMargins(side, theme.px(u"space.s"), side, theme.px(u"space.m"));
    m_row->setSpacing(side);
    titleRow.setContentsMargins(side, theme.px(u"space.s"), side, 0);
    titleRow.setSpacing(side);
    auto* queueTitle = new TextLabel(TextStep::Label, this);
    auto* deviceTitle = new TextLabel(TextStep::Label, this);
    auto* pause = new IconButton(QStringLiteral("pause"), IconButtonSize::Small, this);
    auto* all = new IconButton(QStringLiteral("list-ordered"), IconButtonSize::Small, this);
    auto* fold = new IconButton(QStringLiteral("chevron-down"), IconButtonSize::Small, this);
    const auto part = [&](TextLabel* title, ElidedLabel* state, QHBoxLayout* cards, auto... buttons) {
        auto* head = new QHBoxLayout;
        head->addStrut(theme.px(u"control.small"));
        head->setSpacing(theme.px(u"space.s"));
        head->addWidget(title);
        head->addWidget(state, 1);
        (head->addWidget(buttons), ...);
        titleRow.addLayout(head);
        m_heads << head;
        auto* place = new QWidget(this); // keeps its width while it is empty
        place->setLayout(cards);
        cards->setContentsMargins(0, 0, 0, 0);
        cards->setSpacing(theme.px(u"space.s"));
        m_row->addWidget(place);
    };
    part(queueTitle, m_queueState, m_taskCards, pause, all);
    part(deviceTitle, m_deviceState, m_deviceCards, m_more, fold);
    connect(m_more, &QAbstractButton::clicked, this, &QueueStrip::queueWanted);
    connect(fold, &QAbstractButton::clicked, this, &QueueStrip::foldWanted);
    connect(pause, &QAbstractButton::clicked, this, [this] { m_tasks.setPaused(!m_tasks.isPaused()); });
    connect(all, &QAbstractButton::clicked, this, &QueueStrip::queueWanted);
    connect(&tasks, &TaskDoor::tasksChanged, this, &QueueStrip::refresh);
    connect(&tasks, &TaskDoor::tasksChanged, this, [this, pause] {
        pause->setIconName(m_tasks.isPaused() ? QStringLiteral("play") : QStringLiteral("pause"));
        pause->setMeaning(m_tasks.isPaused() ? tr("Resume the queue") : tr("Pause the queue"));
    });
    connect(&tasks, &TaskDoor::progressed, this, &QueueStrip::refresh);
    connect(&tasks, &TaskDoor::devicesChanged, this, [this] {
        for (const tasks::DeviceStatus& device : m_tasks.devices()) {
            auto& loads = m_loads[device.id];
            loads.push_back(device.figures.loadPercent.value_or(0));
            while (loads.size() > MostLoads) {
                loads.pop_front();
            }
            m_memory[device.id].take(device);
        }
        refresh();
    });
    connect(&tasks, &TaskDoor::previewed, this, &QueueStrip::preview);
    keepTranslated(this, [this, queueTitle, deviceTitle, pause, all, fold] {
        queueTitle->setText(tr("Queue"));
        deviceTitle->setText(tr("Devices"));
        pause->setMeaning(m_tasks.isPaused() ? tr("Resume the queue") : tr("Pause the queue"));
        all->setMeaning(tr("Show the whole queue"));
        fold->setMeaning(tr("Hide queue and devices"));
        refresh();
    });
}

void QueueStrip::refresh()
{
    std::vector<const tasks::TaskView*> live;
    int running = 0;
    for (const tasks::TaskView& view : m_tasks.tasks()) {
        if (!tasks::isFinal(view.task.state)) {
            live.push_back(&view);
            running += view.task.state == tasks::TaskState::Running ? 1 : 0;
        }
    }
    const auto count = static_cast<int>(live.size());
    m_queueState->setFullText(count == 0 ? tr("empty")
                                         : tr("%1 running · %2 waiting").arg(running).arg(count - running));
    const bool isNarrow = width() < NarrowBelow;
    const int room = isNarrow ? NarrowCards : qMax(1, width() / 2 / CardWidth);
    const int shown = qMin(count, room);
    keepCards<TaskCard>(*m_taskCards, shown, this);
    for (int i = 0; i < shown; ++i) {
        cardAt<TaskCard>(*m_taskCards, i)->setTask(*live[static_cast<std::size_t>(i)]);
    }
    const auto& devices = m_tasks.devices();
    const auto busy = std::ranges::count(devices, tasks::DeviceState::Busy, &tasks::DeviceStatus::state);
    m_deviceState->setFullText(tr("%1 of %2 working").arg(busy).arg(devices.size()));
    const int deviceRoom = isNarrow ? NarrowCards : qMin(MostDevices, qMax(1, width() / 2 / DeviceWidth));
    const auto shownDevices = busiest(devices, deviceRoom);
    const auto cards = static_cast<int>(shownDevices.size());
    const auto hidden = static_cast<int>(devices.size()) - cards;
    m_more->setVisible(hidden > 0);
    m_more->setLabel(QStringLiteral("+%1").arg(hidden));
    m_more->setToolTip(tr("%n more device(s): show all", nullptr, hidden));
    m_more->setAccessibleName(m_more->toolTip());
    keepCards<DeviceCard>(*m_deviceCards, cards, this);
    for (int i = 0; i < cards; ++i) {
        const tasks::DeviceStatus& device = *shownDevices[static_cast<std::size_t>(i)];
        const QString model = device.heldModels.empty() ? QString() : modelName(m_models, device.heldModels.front());
        cardAt<DeviceCard>(*m_deviceCards, i)->setDevice(device, model, m_loads[device.id], m_memory[device.id].use());
    }
}

void QueueStrip::preview(const tasks::TaskId& task, const QImage& picture)
{
    for (int i = 0; i < m_taskCards->count(); ++i) {
        if (auto* card = cardAt<TaskCard>(*m_taskCards, i); card->task() == task) {
            card->setPicture(picture);
        }
    }
}

void QueueStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < NarrowBelow;
    const std::array stretches{isNarrow ? 9 : 11, isNarrow ? 5 : 10};
    for (int i = 0; i < m_row->count(); ++i) {
        m_row->setStretch(i, stretches.at(static_cast<std::size_t>(i)));
        m_titleRow.setStretchFactor(m_heads[i], stretches.at(static_cast<std::size_t>(i)));
    }
    refresh();
}

} // namespace genserve::ui
