#include "device_panel.h"

#include <QHBoxLayout>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "../controls/memory_legend.h"
#include "../controls/notice.h"
#include "../controls/progress_line.h"
#include "../controls/state_chip.h"
#include "../controls/text_label.h"
#include "../controls/toggle_switch.h"
#include "../models/model_words.h"
#include "../studio/generate_bar.h"
#include "../studio/task_words.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "figure_row.h"

namespace genserve::ui {
namespace {

constexpr double MostPercent = 100, MostHeat = 100, MostPower = 700; // tops of the charts: %, °C, W

} // namespace

DevicePanel::DevicePanel(const ModelsSource& models, QWidget* parent)
    : QFrame(parent),
      m_models(models),
      m_icon(new QLabel(this)),
      m_id(new TextLabel(TextStep::Title, this)),
      m_name(new ElidedLabel(TextStep::Small, this)),
      m_state(new StateChip(this)),
      m_switch(new ToggleSwitch({}, this)),
      m_memory(new MemoryBar(this)),
      m_legend(new MemoryLegend(this)),
      m_load(new FigureRow(QStringLiteral("activity"), Role::ChartLine, MostPercent, this)),
      m_heat(new FigureRow(QStringLiteral("thermometer"), Role::ChartLine3, MostHeat, this)),
      m_power(new FigureRow(QStringLiteral("zap"), Role::ChartLine2, MostPower, this)),
      m_held(new ElidedLabel(TextStep::Body, this)),
      m_taskBox(new QWidget(this)),
      m_prompt(new ElidedLabel(TextStep::Strong, m_taskBox)),
      m_step(new ElidedLabel(TextStep::Small, m_taskBox)),
      m_left(new TextLabel(TextStep::Small, m_taskBox)),
      m_progress(new ProgressLine(m_taskBox)),
      m_reason(new Notice(this))
{
    const Theme& theme = Theme::current();
    setProperty("role", QStringLiteral("card"));
    auto* column = new QVBoxLayout(this);
    const int inset = theme.px(u"space.m");
    column->setContentsMargins(inset, inset, inset, inset);
    column->setSpacing(theme.px(u"space.s"));
    column->addLayout(buildHead());
    column->addWidget(m_memory);
    column->addWidget(m_legend);
    for (FigureRow* row : {m_load, m_heat, m_power}) {
        column->addWidget(row);
    }
    auto* rule = new QFrame(this);
    rule->setProperty("role", QStringLiteral("rule"));
    column->addWidget(rule);
    column->addWidget(m_held);
    m_taskBox->setLayout(buildTask());
    column->addLayout(buildNow());
    column->addStretch();
    m_switch->setCheckable(true);
    connect(m_switch, &QAbstractButton::clicked, this, [this](bool isOn) {
        Q_EMIT modeWanted(m_device.id, isOn ? tasks::DeviceMode::Enabled : tasks::DeviceMode::Disabled);
    });
    keepTranslated(this, [this] {
        m_load->setName(tr("Load"));
        m_heat->setName(tr("Heat"));
        m_power->setName(tr("Power"));
        showWords();
    });
    keepThemed(this, [this] { showWords(); });
}

QLayout* DevicePanel::buildHead()
{
    const Theme& theme = Theme::current();
    auto* head = new QHBoxLayout;
    head->setSpacing(theme.px(u"space.s"));
    auto* names = new QVBoxLayout;
    names->setSpacing(theme.px(u"space.xxs"));
    names->addWidget(m_id);
    names->addWidget(m_name);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addLayout(names, 1);
    head->addWidget(m_state, 0, Qt::AlignTop);
    head->addWidget(m_switch, 0, Qt::AlignTop);
    return head;
}

// As high as the higher of both, so that nothing below moves when a task begins or ends.
QLayout* DevicePanel::buildNow()
{
    auto* reason = new QWidget(this);
    auto* top = new QVBoxLayout(reason);
    top->setContentsMargins(0, 0, 0, 0);
    top->addWidget(m_reason);
    top->addStretch();
    m_now = new QStackedLayout;
    m_now->addWidget(m_taskBox);
    m_now->addWidget(reason);
    return m_now;
}

QLayout* DevicePanel::buildTask()
{
    auto* column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::current().px(u"space.xs"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_step, 1);
    row->addWidget(m_left);
    column->addWidget(m_prompt);
    column->addLayout(row);
    column->addWidget(m_progress);
    return column;
}

void DevicePanel::setDevice(const tasks::DeviceStatus& device, const std::optional<tasks::TaskView>& task)
{
    m_device = device;
    m_task = task;
    showWords();
    showFigures();
}

void DevicePanel::setTask(const std::optional<tasks::TaskView>& task)
{
    m_task = task;
    showTask();
}

void DevicePanel::showFigures()
{
    const tasks::DeviceFigures& figures = m_device.figures;
    const bool hasMemory = figures.memoryTotal && figures.memoryUsed;
    m_memory->setVisible(hasMemory);
    m_legend->setVisible(hasMemory);
    if (hasMemory) {
        if (const qint64 rest = *figures.memoryUsed - figures.memoryModels.value_or(0);
            m_device.state != tasks::DeviceState::Busy || m_others < 0) {
            m_others = qMax<qint64>(0, rest);
        }
        m_memory->setUse(memoryUse());
        m_legend->setUse(memoryUse());
    }
    const auto show = [](FigureRow* row, const std::optional<double>& value, const QString& unit) {
        row->setVisible(value.has_value());
        if (value) {
            row->add(*value, QString(QString::number(qRound(*value)) % QChar(0x2009) % unit));
        }
    };
    show(m_load, figures.loadPercent, QStringLiteral("%"));
    show(m_heat, figures.temperatureC, QStringLiteral("°C"));
    show(m_power, figures.powerW, QStringLiteral("W"));
}

// Drivers do not tell activations: they are what came on top while a task runs.
MemoryUse DevicePanel::memoryUse() const
{
    const tasks::DeviceFigures& figures = m_device.figures;
    const qint64 used = *figures.memoryUsed, weights = qMin<qint64>(figures.memoryModels.value_or(0), used);
    const qint64 rest = used - weights, others = qMin(m_others, rest);
    return {*figures.memoryTotal, weights, rest - others, others};
}

void DevicePanel::showTask()
{
    m_now->setCurrentIndex(m_task ? 0 : 1);
    if (!m_task) {
        return;
    }
    const StateWords words = stateWords(*m_task);
    m_prompt->setFullText(QString::fromStdString(m_task->task.prompt));
    m_step->setFullText(QString(words.word % QStringLiteral(" · ") % senderName(m_task->task.client)));
    const auto& left = m_task->progress.secondsLeft;
    m_left->setText(left ? aboutDuration(*left) : QString());
    m_progress->setFraction(fractionDone(*m_task));
}

void DevicePanel::showWords()
{
    const StateWords words = stateWords(m_device);
    const bool isGpu = m_device.gpuId.starts_with("cuda");
    const int side = Theme::current().px(u"control.iconLarge");
    m_icon->setPixmap(icon(isGpu ? QStringLiteral("gpu") : QStringLiteral("cpu"), Role::TextSecondary)
                          .pixmap(QSize(side, side), devicePixelRatioF()));
    m_id->setText(isGpu ? QString::fromStdString(m_device.id) : QString::fromStdString(m_device.id).toUpper());
    m_name->setFullText(QString::fromStdString(m_device.name));
    m_state->setState(words.word, words.tone);
    m_switch->setChecked(m_device.isAlive());
    m_switch->setEnabled(m_device.state != tasks::DeviceState::Quarantined);
    m_switch->setAccessibleName(tr("Use %1").arg(QString::fromStdString(m_device.id)));
    m_switch->setToolTip(m_device.isAlive() ? tr("Switch off: it finishes its task first") : tr("Switch on"));
    m_held->setFullText(m_device.heldModels.empty() ? tr("No model held")
                                                    : modelName(m_models, m_device.heldModels.front()));
    m_reason->setVisible(!words.details.isEmpty());
    m_reason->setMessage(words.tone == Tone::Danger ? Tone::Danger : Tone::None, words.word, words.details);
    showTask();
}

} // namespace genserve::ui
