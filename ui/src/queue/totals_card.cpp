#include "totals_card.h"

#include <algorithm>

#include <QHBoxLayout>

#include "../controls/text_label.h"
#include "../studio/generate_bar.h"
#include "../studio/task_words.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "picture_rate.h"
#include "queue_end.h"

namespace genserve::ui {
namespace {

// In a few words; the whole sentence stands in the task's row.
QString failureWords(const tasks::TaskError& error)
{
    if (error.code == toString(ErrorCode::OutOfMemory)) {
        return TotalsCard::tr("not enough memory");
    }
    if (error.code == "interrupted") {
        return TotalsCard::tr("the program ended while it ran");
    }
    if (error.code == toString(ErrorCode::DeviceFault)) {
        return TotalsCard::tr("its device failed");
    }
    return error.code == "deadline" ? TotalsCard::tr("its time ran out") : TotalsCard::tr("its row says why");
}

} // namespace

TotalsCard::TotalsCard(TaskDoor& tasks, const PictureRate& rate, QWidget* parent)
    : QFrame(parent), m_tasks(tasks), m_rate(rate)
{
    setProperty("role", QStringLiteral("card"));
    auto* row = new QHBoxLayout(this);
    const int inset = Theme::current().px(u"space.l");
    row->setContentsMargins(inset, Theme::current().px(u"space.m"), inset, Theme::current().px(u"space.m"));
    row->setSpacing(inset);
    m_speed = addFigure(*row);
    m_waiting = addFigure(*row);
    m_end = addFigure(*row);
    m_failed = addFigure(*row);
    connect(&tasks, &TaskDoor::tasksChanged, this, &TotalsCard::refresh);
    connect(&rate, &PictureRate::changed, this, &TotalsCard::refresh);
    keepTranslated(this, [this] {
        m_speed.name->setText(tr("Pictures a minute"));
        m_waiting.name->setText(tr("Waiting"));
        m_end.name->setText(tr("Queue done"));
        m_failed.name->setText(tr("Needs you"));
        refresh();
    });
}

TotalsCard::Figure TotalsCard::addFigure(QHBoxLayout& row)
{
    if (row.count() > 0) {
        auto* rule = new QFrame(this);
        rule->setProperty("role", QStringLiteral("vrule"));
        row.addWidget(rule);
    }
    const Figure figure{new TextLabel(TextStep::Label, this), new TextLabel(TextStep::Figure, this),
                        new TextLabel(TextStep::Small, this), new ElidedLabel(TextStep::Caption, this)};
    auto* column = new QVBoxLayout;
    column->setSpacing(Theme::current().px(u"space.xxs"));
    column->addWidget(figure.name);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(Theme::current().px(u"space.s"));
    middle->addWidget(figure.figure);
    middle->addWidget(figure.unit, 1, Qt::AlignBottom);
    column->addLayout(middle);
    column->addWidget(figure.line);
    row.addLayout(column, 1);
    return figure;
}

void TotalsCard::refresh()
{
    const QString rate = m_rate.words();
    m_speed.figure->setText(rate.isEmpty() ? QStringLiteral("–") : rate);
    m_speed.line->setFullText(rate.isEmpty() ? tr("none in the last ten minutes") : tr("over the last ten minutes"));
    showWaiting();
    showEnd();
    showFailures();
}

void TotalsCard::showWaiting()
{
    int waiting = 0, own = 0;
    for (const tasks::TaskView& view : m_tasks.tasks()) {
        if (view.task.state == tasks::TaskState::Queued) {
            ++waiting;
            own += view.task.client == tasks::LocalClient ? 1 : 0;
        }
    }
    m_waiting.figure->setText(QString::number(waiting));
    m_waiting.unit->setText(tr("task(s)", nullptr, waiting));
    m_waiting.line->setFullText(waiting == 0
                                    ? tr("every device may rest")
                                    : tr("%1 from this computer · %2 from others").arg(own).arg(waiting - own));
}

void TotalsCard::showEnd()
{
    const auto seconds = secondsToEmpty(m_tasks.tasks());
    const double last = seconds.value_or(0);
    const bool isShown = last > 0 && !m_tasks.isPaused();
    m_end.figure->setText(isShown ? clockTimeIn(last) : QStringLiteral("–"));
    m_end.unit->setText(isShown ? aboutDuration(last) : QString());
    m_end.line->setFullText(m_tasks.isPaused() ? tr("the queue is paused")
                            : isShown          ? tr("learned from finished tasks")
                            : seconds          ? tr("nothing runs or waits")
                            : lacksDevice()    ? tr("no device takes tasks")
                                               : tr("learned with the first pictures"));
}

bool TotalsCard::lacksDevice() const
{
    return std::ranges::any_of(m_tasks.tasks(), [](const tasks::TaskView& view) {
        return view.waitingReason.code == tasks::ReasonCode::NoDevice;
    });
}

void TotalsCard::showFailures()
{
    int failed = 0;
    QString reason;
    for (const tasks::TaskView& view : m_tasks.tasks()) {
        if (view.task.state == tasks::TaskState::Failed) {
            reason = failed++ == 0 ? failureWords(view.task.error) : reason;
        }
    }
    m_failed.figure->setText(QString::number(failed));
    m_failed.figure->setTone(failed > 0 ? Tone::Danger : Tone::None);
    m_failed.unit->setText(failed == 0 ? QString() : tr("failed task(s)", nullptr, failed));
    m_failed.line->setFullText(failed > 0 ? reason : lacksDevice() ? tr("switch a device on") : tr("nothing"));
}

} // namespace genserve::ui
