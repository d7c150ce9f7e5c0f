#include "queue_strip.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "../controls/icon_button.h"
#include "../controls/text_label.h"
#include "../models/model_words.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "strip_cards.h"

namespace genserve::ui {
namespace {

constexpr int CardWidth = 172, DeviceWidth = 150, MostDevices = 4;
constexpr std::size_t MostLoads = 60; // a minute

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

} // namespace

QueueStrip::QueueStrip(TaskDoor& tasks, const ModelsSource& models, QHBoxLayout& titleRow, QWidget* parent)
    : QWidget(parent),
      m_tasks(tasks),
      m_models(models),
      m_queueState(new ElidedLabel(TextStep::Small, this)),
      m_deviceState(new ElidedLabel(TextStep::Small, this)),
      m_taskCards(new QHBoxLayout),
      m_deviceCards(new QHBoxLayout)
{
    const Theme& theme = Theme::current();
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    const int side = theme.px(u"space.l");
    row->setContentsMargins(side, theme.px(u"space.s"), side, theme.px(u"space.m"));
    row->setSpacing(side);
    titleRow.setContentsMargins(side, theme.px(u"space.s"), side, 0);
    titleRow.setSpacing(side);
    auto* queueTitle = new TextLabel(TextStep::Label, this);
    auto* deviceTitle = new TextLabel(TextStep::Label, this);
    auto* pause = new IconButton(QStringLiteral("pause"), IconButtonSize::Small, this);
    auto* all = new IconButton(QStringLiteral("list-ordered"), IconButtonSize::Small, this);
    auto* fold = new IconButton(QStringLiteral("chevron-down"), IconButtonSize::Small, this);
    const auto part = [&](TextLabel* title, ElidedLabel* state, QHBoxLayout* cards, int stretch, auto... buttons) {
        auto* head = new QHBoxLayout;
        head->addStrut(theme.px(u"control.small"));
        head->setSpacing(theme.px(u"space.s"));
        head->addWidget(title);
        head->addWidget(state, 1);
        (head->addWidget(buttons), ...);
        titleRow.addLayout(head, stretch);
        auto* place = new QWidget(this); // keeps its width while it is empty
        place->setLayout(cards);
        cards->setContentsMargins(0, 0, 0, 0);
        cards->setSpacing(theme.px(u"space.s"));
        row->addWidget(place, stretch);
    };
    part(queueTitle, m_queueState, m_taskCards, 11, pause, all);
    part(deviceTitle, m_deviceState, m_deviceCards, 10, fold);
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
    const int room = qMax(1, width() / 2 / CardWidth);
    const int shown = qMin(count, room);
    keepCards<TaskCard>(*m_taskCards, shown, this);
    for (int i = 0; i < shown; ++i) {
        cardAt<TaskCard>(*m_taskCards, i)->setTask(*live[static_cast<std::size_t>(i)]);
    }
    const auto& devices = m_tasks.devices();
    const auto busy = std::ranges::count(devices, tasks::DeviceState::Busy, &tasks::DeviceStatus::state);
    m_deviceState->setFullText(tr("%1 of %2 working").arg(busy).arg(devices.size()));
    const int deviceRoom = qMin(MostDevices, qMax(1, width() / 2 / DeviceWidth));
    const int cards = qMin(static_cast<int>(devices.size()), deviceRoom);
    keepCards<DeviceCard>(*m_deviceCards, cards, this);
    for (int i = 0; i < cards; ++i) {
        const tasks::DeviceStatus& device = devices[static_cast<std::size_t>(i)];
        const QString model = device.heldModels.empty() ? QString() : modelName(m_models, device.heldModels.front());
        cardAt<DeviceCard>(*m_deviceCards, i)->setDevice(device, model, m_loads[device.id]);
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
    refresh();
}

} // namespace genserve::ui
