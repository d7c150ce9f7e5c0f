#include "generate_bar.h"

#include <cmath>

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QVBoxLayout>

#include "../commands/command_registry.h"
#include "../commands/live_keys.h"
#include "../controls/notice.h"
#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "../words/engine_words.h"
#include "remedy_list.h"
#include "studio_model.h"
#include "task_edit.h"

namespace genserve::ui {
namespace {

constexpr double SecondsInWords = 120;
constexpr int ArrowWidth = 40;
constexpr int AskPauseMs = 150;

} // namespace

QString aboutDuration(double seconds)
{
    return seconds <= SecondsInWords
               ? QCoreApplication::translate("GenerateBar", "about %1 s").arg(qMax(1, qRound(seconds)))
               : QCoreApplication::translate("GenerateBar", "about %1 min").arg(qRound(seconds / 60));
}

GenerateBar::GenerateBar(StudioModel& model, const World& world, CommandRegistry& commands, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_commands(commands),
      m_tasks(*world.tasks),
      m_editRow(new QWidget(this)),
      m_forecast(new QWidget(this)),
      m_notice(new Notice(this)),
      m_strong(new TextLabel(TextStep::Strong, this)),
      m_plain(new TextLabel(TextStep::Caption, this)),
      m_remedies(new RemedyList(model, *world.tasks, world.program, this)),
      m_generate(new TextButton(ButtonKind::Primary, ButtonSize::Large, this)),
      m_more(new TextButton(ButtonKind::Primary, ButtonSize::Large, this))
{
    const Theme& theme = Theme::current();
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    const int inset = theme.px(u"space.l");
    column->setContentsMargins(inset, theme.px(u"space.s"), inset, theme.px(u"space.m"));
    column->setSpacing(theme.px(u"space.m"));
    column->addWidget(m_editRow);
    m_editRow->hide();
    auto* forecast = new QHBoxLayout(m_forecast);
    forecast->setContentsMargins(0, 0, 0, 0);
    forecast->setSpacing(theme.px(u"space.s"));
    auto* clock = new QLabel(this);
    keepThemed(clock, [clock] {
        clock->setPixmap(
            icon(QStringLiteral("clock"), Role::TextSecondary).pixmap(QSize(14, 14), clock->devicePixelRatioF()));
    });
    auto* words = new QVBoxLayout;
    words->setSpacing(theme.px(u"space.xxs"));
    words->addWidget(m_strong);
    words->addWidget(m_plain);
    forecast->addWidget(clock, 0, Qt::AlignTop);
    forecast->addLayout(words, 1);
    m_strong->setWordWrap(true); // a long sentence must not widen the panel
    m_plain->setWordWrap(true);
    column->addWidget(m_forecast);
    column->addWidget(m_notice);
    column->addWidget(m_remedies);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(1);
    m_more->setIconName(QStringLiteral("chevron-down"));
    m_more->setFixedWidth(ArrowWidth);
    m_more->setStyleSheet(QStringLiteral("padding: 0; border-top-left-radius: 0; border-bottom-left-radius: 0;"));
    m_generate->setStyleSheet(QStringLiteral("border-top-right-radius: 0; border-bottom-right-radius: 0;"));
    buttons->addWidget(m_generate, 1);
    buttons->addWidget(m_more);
    column->addLayout(buttons);
    connect(m_generate, &QAbstractButton::clicked, this, [this] { m_commands.run(QStringLiteral("task.generate")); });
    connect(m_more, &QAbstractButton::clicked, this, &GenerateBar::showMenu);
    m_asking.setSingleShot(true);
    m_asking.setInterval(AskPauseMs);
    connect(&m_asking, &QTimer::timeout, this, &GenerateBar::ask);
    connect(&m_tasks, &TaskDoor::finished, this, [this] { m_asking.start(); }); // each one teaches how long they take
    connect(&m_tasks, &TaskDoor::devicesChanged, this, [this] {
        if (!fits() && !m_asking.isActive()) {
            m_asking.start(); // other programs may have given back memory
        }
    });
    connect(&model, &StudioModel::changed, this, [this] {
        m_isFitOld = true;
        m_refusal.clear();
        m_asking.start();
        refresh();
    });
    keepKeys(this, m_commands, [this] {
        showEdit();
        m_generate->setHint(shortKeys(m_commands, QStringLiteral("task.generate")));
        m_more->setAccessibleName(tr("More ways to generate"));
        m_more->setToolTip(tr("More ways to generate"));
        refresh();
    });
}

void GenerateBar::setEdit(TaskEdit& edit)
{
    m_edit = &edit;
    auto* row = new QHBoxLayout(m_editRow);
    row->setContentsMargins(0, 0, 0, 0);
    auto* words = new TextLabel(TextStep::Strong, m_editRow);
    words->setTone(Tone::Accent);
    words->setWordWrap(true); // it must not widen the panel
    auto* stop = new TextButton(ButtonKind::Link, ButtonSize::Small, m_editRow);
    row->addWidget(words, 1);
    row->addWidget(stop);
    connect(stop, &QAbstractButton::clicked, &edit, &TaskEdit::stop);
    connect(&edit, &TaskEdit::changed, this, &GenerateBar::showEdit);
    keepTranslated(m_editRow, [words, stop] {
        words->setText(tr("Changes a waiting task"));
        stop->setLabel(tr("Make a new one instead"));
    });
    showEdit();
}

void GenerateBar::showEdit()
{
    const bool isEditing = m_edit != nullptr && m_edit->isActive();
    m_editRow->setVisible(isEditing);
    m_generate->setLabel(isEditing ? tr("Replace the task") : tr("Generate"));
}

void GenerateBar::ask()
{
    if (m_model.model() == nullptr || !m_model.obstacle().isEmpty()) {
        return;
    }
    m_tasks.fit(m_model.question(),
                [bar = QPointer<GenerateBar>(this), question = ++m_question](const RequestFit& fit) {
                    if (bar && bar->m_question == question) {
                        bar->m_fit = fit;
                        bar->m_isFitOld = false;
                        bar->refresh();
                        bar->m_remedies->learnCosts();
                    }
                });
}

void GenerateBar::setRefusal(const QString& sentence)
{
    m_refusal = sentence;
    refresh();
}

bool GenerateBar::fits() const { return !m_fit || m_fit->fits; }

bool GenerateBar::mayGenerate() const { return m_isFitOld || fits(); }

QString GenerateBar::strongLine() const { return m_strong->text(); }

void GenerateBar::refresh()
{
    const QString obstacle = m_model.obstacle();
    const bool isPossible = obstacle.isEmpty();
    m_generate->setEnabled(isPossible && fits());
    m_more->setEnabled(isPossible && fits());
    m_forecast->show();
    m_notice->hide();
    const ModelInfo* model = m_model.model();
    m_plain->setText(model == nullptr ? QString() : QString::fromStdString(model->name));
    m_strong->setTone(m_refusal.isEmpty() ? Tone::None : Tone::Danger);
    m_remedies->show(isPossible && m_fit ? *m_fit : RequestFit());
    if (!m_refusal.isEmpty() || !isPossible) {
        m_strong->setText(m_refusal.isEmpty() ? obstacle : m_refusal);
        return;
    }
    showFit(QString::fromStdString(model->name));
}

void GenerateBar::showFit(const QString& modelName)
{
    const int count = m_model.state().count;
    const QString pictures = tr("%n picture(s)", nullptr, count);
    if (m_fit && !m_fit->fits) {
        const auto gigabytes = [](std::int64_t bytes) {
            return QString::number(static_cast<double>(bytes) / 1e9, 'f', 1);
        };
        m_strong->setText(m_fit->bytes > 0 ? tr("Does not fit: needs %1 GB").arg(gigabytes(m_fit->bytes))
                                           : tr("Does not fit the memory"));
        QStringList why;
        if (m_fit->available > 0) {
            why << tr("%1 has %2 GB for it").arg(QString::fromStdString(m_fit->device), gigabytes(m_fit->available));
        }
        if (m_remedies->isHidden() && !m_fit->advice.empty()) {
            why << engineSentence(m_fit->advice);
        }
        m_plain->setText(why.isEmpty() ? modelName : why.join(QStringLiteral(" · ")));
        m_notice->setMessage(Tone::Warning, m_strong->text(), m_plain->text());
        m_forecast->hide();
        m_notice->show();
    } else if (!m_fit || !m_fit->seconds) {
        m_strong->setText(pictures);
        m_plain->setText(tr("%1 · the first one tells how long it takes").arg(modelName));
    } else {
        m_strong->setText(tr("%1 in %2").arg(pictures, aboutDuration(*m_fit->seconds * count)));
        m_plain->setText(QString::fromStdString(m_fit->device) % QStringLiteral(" · ") % modelName);
    }
}

void GenerateBar::showMenu()
{
    QMenu menu(this);
    for (const auto* id : {"task.generate", "task.generateNext"}) {
        if (QAction* action = m_commands.action(QLatin1String(id))) {
            menu.addAction(action);
        }
    }
    menu.exec(m_more->mapToGlobal(QPoint(m_more->width() - menu.sizeHint().width(), -menu.sizeHint().height())));
}

} // namespace genserve::ui
