#include "device_panel.h"

#include <algorithm>

#include <QGridLayout>
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

constexpr int PreviewSide = 44;                                      // px
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
      m_box(new QLabel(this)),
      m_held(new ElidedLabel(TextStep::Body, this)),
      m_taskBox(new QWidget(this)),
      m_preview(new QLabel(m_taskBox)),
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
    auto* held = new QHBoxLayout;
    held->setSpacing(theme.px(u"space.s"));
    held->addWidget(m_box);
    held->addWidget(m_held, 1);
    column->addLayout(held);
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
    auto* head = new QGridLayout;
    head->setHorizontalSpacing(theme.px(u"space.s"));
    head->setVerticalSpacing(theme.px(u"space.xxs"));
    head->addWidget(m_icon, 0, 0, Qt::AlignTop);
    head->addWidget(m_id, 0, 1);
    head->addWidget(m_state, 0, 2, Qt::AlignTop);
    head->addWidget(m_switch, 0, 3, Qt::AlignTop);
    head->addWidget(m_name, 1, 1, 1, 3); // with its memory, which is never cut
    head->setColumnStretch(1, 1);
    return head;
}

// As high as the higher of both, so that nothing below moves when a task begins or ends.
QLayout* DevicePanel::buildNow()
{
    auto* reason = new QWidget(this);
    auto* top = new QVBoxLayout(reason);
    top->setContentsMargins(0, 0, 0, 0);
    QSizePolicy place = m_reason->sizePolicy();
    place.setRetainSizeWhenHidden(true);
    m_reason->setSizePolicy(place);
    top->addWidget(m_reason);
    top->addStretch();
    m_now = new QStackedLayout;
    m_now->addWidget(m_taskBox);
    m_now->addWidget(reason);
    return m_now;
}

QLayout* DevicePanel::buildTask()
{
    auto* both = new QHBoxLayout;
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(Theme::current().px(u"space.s"));
    both->addWidget(m_preview);
    m_preview->hide();
    m_taskBox->setMinimumHeight(PreviewSide); // a preview that comes moves nothing
    auto* column = new QVBoxLayout;
    both->addLayout(column, 1);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::current().px(u"space.xs"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_step, 1);
    row->addWidget(m_left);
    column->addWidget(m_prompt);
    column->addLayout(row);
    column->addWidget(m_progress);
    return both;
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
    m_share.take(m_device);
    m_memory->setVisible(m_share.isKnown());
    m_legend->setVisible(m_share.isKnown());
    m_memory->setUse(m_share.use());
    m_legend->setUse(m_share.use());
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

void DevicePanel::showTask()
{
    m_now->setCurrentIndex(m_task ? 0 : 1);
    showModel();
    if (!m_task) {
        return;
    }
    if (m_task->task.id != m_pictured) {
        m_pictured = m_task->task.id;
        m_preview->clear();
        m_preview->hide();
    }
    const StateWords words = stateWords(*m_task);
    m_prompt->setFullText(QString::fromStdString(m_task->task.prompt));
    m_step->setFullText(QString(words.word % QStringLiteral(" · ") % senderName(m_task->task.client)));
    const auto& left = m_task->progress.secondsLeft;
    m_left->setText(left ? aboutDuration(*left) : QString());
    m_progress->setFraction(fractionDone(*m_task));
}

// What it works with or holds for the next task.
void DevicePanel::showModel()
{
    std::string id = m_task ? m_task->task.modelId : std::string(); // the worker tells what it holds after the task
    if (id.empty() && !m_device.heldModels.empty()) {
        id = m_device.heldModels.front();
    }
    const auto it = std::ranges::find(m_models.models(), id, &ModelInfo::id);
    const QString precision = it == m_models.models().end() || it->precision.empty()
                                  ? QString()
                                  : QString(QStringLiteral(" · ") % QString::fromStdString(it->precision));
    m_held->setFullText(id.empty() ? tr("No model held") : QString(modelName(m_models, id) % precision));
}

void DevicePanel::setPreview(const tasks::TaskId& task, const QImage& picture)
{
    if (m_task && m_task->task.id == task) {
        m_pictured = task;
        const QSize size = QSize(PreviewSide, PreviewSide) * devicePixelRatioF();
        QPixmap pixmap = QPixmap::fromImage(picture.scaled(size, Qt::KeepAspectRatio, Qt::SmoothTransformation));
        pixmap.setDevicePixelRatio(devicePixelRatioF());
        m_preview->setPixmap(pixmap);
        m_preview->show();
    }
}

void DevicePanel::showWords()
{
    const StateWords words = stateWords(m_device);
    const bool isGpu = m_device.gpuId.starts_with("cuda");
    const int side = Theme::current().px(u"control.iconLarge");
    m_icon->setPixmap(icon(isGpu ? QStringLiteral("gpu") : QStringLiteral("cpu"), Role::TextSecondary)
                          .pixmap(QSize(side, side), devicePixelRatioF()));
    m_id->setText(isGpu ? QString::fromStdString(m_device.id) : QString::fromStdString(m_device.id).toUpper());
    const int small = Theme::current().px(u"control.iconSmall");
    m_box->setPixmap(icon(QStringLiteral("box"), Role::TextSecondary).pixmap(QSize(small, small), devicePixelRatioF()));
    const auto total = m_device.figures.memoryTotal;
    const QString memory =
        total ? QStringLiteral(" · %1\u2009GB").arg(qRound(static_cast<double>(*total) / 1e9)) : QString();
    m_name->setFullText(QString::fromStdString(m_device.name) % memory);
    m_state->setState(words.word, words.tone);
    m_switch->setChecked(m_device.isAlive());
    m_switch->setEnabled(m_device.state != tasks::DeviceState::Quarantined);
    m_switch->setAccessibleName(tr("Use %1").arg(QString::fromStdString(m_device.id)));
    m_switch->setToolTip(m_device.isAlive() ? tr("Switch off: it finishes its task first") : tr("Switch on"));
    m_reason->setVisible(!words.details.isEmpty());
    if (!words.details.isEmpty()) { // else the last one keeps its place
        m_reason->setMessage(words.tone == Tone::Danger ? Tone::Danger : Tone::None, words.word, words.details);
    }
    showTask();
}

} // namespace genserve::ui
