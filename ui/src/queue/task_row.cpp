#include "task_row.h"

#include <QAbstractItemView>
#include <QDateTime>
#include <QHelpEvent>
#include <QImage>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include "../studio/generate_bar.h"
#include "../studio/task_words.h"
#include "../theme/icon.h"
#include "../theme/theme.h"
#include "../words/text_forms.h"
#include "task_columns.h"
#include "task_list_model.h"

namespace genserve::ui {
namespace {

constexpr int Icon = 14, ButtonIcon = 16, BarHeight = 3, LabelGap = 6, HeadingHeight = 28, ScrollBar = 10;
constexpr double ThumbnailRadius = 4;

// A strong line over a small one.
void drawPair(QPainter& painter, const QRect& rect, const QString& strong, Role ink, const QString& small,
              Qt::Alignment side = Qt::AlignLeft)
{
    const Theme& theme = Theme::current();
    QFont font = painter.font();
    const QFont before = font;
    font.setPixelSize(theme.px(u"type.body.px"));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(theme.colour(ink));
    painter.drawText(rect.adjusted(0, 7, 0, -rect.height() / 2), Qt::AlignVCenter | side,
                     painter.fontMetrics().elidedText(strong, Qt::ElideRight, rect.width()));
    font.setPixelSize(theme.px(u"type.small.px"));
    font.setWeight(QFont::Normal);
    painter.setFont(font);
    painter.setPen(theme.colour(Role::TextSecondary));
    painter.drawText(rect.adjusted(0, rect.height() / 2, 0, -7), Qt::AlignVCenter | side,
                     painter.fontMetrics().elidedText(small, Qt::ElideRight, rect.width()));
    painter.setFont(before);
}

struct StateLook {
    const char* icon;
    Role ink;
};

StateLook lookOf(const tasks::TaskView& view)
{
    switch (view.task.state) {
    case tasks::TaskState::Running: return {"play", Role::Success};
    case tasks::TaskState::Queued:
        return view.position == 1 ? StateLook{"list-start", Role::AccentText} : StateLook{"clock", Role::Text};
    case tasks::TaskState::Failed: return {"circle-alert", Role::Danger};
    case tasks::TaskState::Cancelled: return {"circle-x", Role::TextSecondary};
    case tasks::TaskState::Finished: break;
    }
    return {"circle-check", Role::Success};
}

struct TimeWords {
    QString strong, small;
};

QString clockOf(qint64 wallMs)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(wallMs).time(), QLocale::ShortFormat);
}

TimeWords timeOf(const tasks::TaskView& view)
{
    const tasks::Task& task = view.task;
    switch (task.state) {
    case tasks::TaskState::Running:
        return view.progress.secondsLeft ? TimeWords{aboutDuration(*view.progress.secondsLeft), TaskRow::tr("left")}
                                         : TimeWords{};
    case tasks::TaskState::Queued:
        return view.secondsToFinish && view.secondsToStart
                   ? TimeWords{aboutDuration(*view.secondsToFinish),
                               TaskRow::tr("starts %1")
                                   .arg(clockOf(QDateTime::currentMSecsSinceEpoch()
                                                + qRound64(*view.secondsToStart * 1000)))}
                   : TimeWords{};
    default: break;
    }
    return {task.finishedMs > 0 ? clockOf(task.finishedMs) : QString(),
            task.attempts > 1 ? TaskRow::tr("%n attempt(s)", nullptr, task.attempts) : QString()};
}

void drawThumbnail(QPainter& painter, const QRect& place, const QImage& picture)
{
    QPainterPath outline;
    outline.addRoundedRect(place, ThumbnailRadius, ThumbnailRadius);
    painter.save();
    painter.setClipPath(outline);
    painter.fillRect(place, Theme::current().colour(Role::Track));
    if (!picture.isNull()) {
        const int side = qMin(picture.width(), picture.height());
        QRect middle(0, 0, side, side);
        middle.moveCenter(picture.rect().center());
        painter.drawImage(place, picture, middle);
    }
    painter.restore();
}

void drawState(QPainter& painter, const QRect& column, const tasks::TaskView& view)
{
    const Theme& theme = Theme::current();
    const StateWords words = stateWords(view);
    const StateLook look = lookOf(view);
    ui::icon(QLatin1String(look.icon), look.ink).paint(&painter, QRect(column.left(), column.top() + 11, Icon, Icon));
    const QRect text = column.adjusted(Icon + 8, 0, 0, 0);
    const bool isRunning = view.task.state == tasks::TaskState::Running;
    drawPair(painter, text, words.word, look.ink, isRunning ? QString() : words.details);
    if (isRunning) {
        const QRectF bar(text.left(), column.center().y() + 8, text.width(), BarHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.colour(Role::Track));
        painter.drawRoundedRect(bar, 1.5, 1.5);
        painter.setBrush(theme.colour(Role::Accent));
        painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(bar.width() * fractionDone(view), BarHeight)), 1.5, 1.5);
    }
}

void drawButtons(QPainter& painter, const QRect& row, const tasks::TaskView& view, bool isHovered)
{
    const Theme& theme = Theme::current();
    for (const TaskButton& button : taskButtons(row, view)) {
        const TaskActionWords words = wordsOf(button.action);
        const QString name = button.isMenu ? QStringLiteral("ellipsis") : QString(QLatin1String(words.icon));
        const Role ink = button.isLabelled ? Role::AccentText : isHovered ? Role::Text : Role::TextSecondary;
        QRect place(0, 0, ButtonIcon, ButtonIcon);
        place.moveCenter(button.rect.center());
        if (button.isLabelled) {
            const QRect plate = button.rect.adjusted(0, 0, -4, 0);
            painter.setPen(theme.colour(Role::BorderStrong));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(plate).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
            place.moveLeft(plate.left() + LabelGap + 2);
            painter.setPen(theme.colour(ink));
            const QRect text = plate.adjusted(ButtonIcon + 2 * LabelGap, 0, -LabelGap, 0);
            painter.drawText(text, Qt::AlignVCenter,
                             painter.fontMetrics().elidedText(words.title, Qt::ElideRight, text.width()));
        }
        ui::icon(name, ink).paint(&painter, place);
    }
}

// "1024 × 768 · 28 steps · FLUX.1 dev" of what was asked; what is not known is left out.
QString factsOf(const tasks::Task& task, const QString& model)
{
    QStringList facts;
    if (task.width > 0) {
        facts << sizeWords(QSize(task.width, task.height));
    }
    if (task.steps > 0) {
        facts << TaskRow::tr("%n step(s)", nullptr, task.steps);
    }
    if (!model.isEmpty()) {
        facts << model;
    }
    return facts.join(QStringLiteral(" · "));
}

} // namespace

void TaskRow::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const auto* model = static_cast<const TaskListModel*>(index.model());
    const tasks::TaskView& view = model->task(index.row());
    const tasks::Task& task = view.task;
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter->setFont(option.font);
    const QRect row = option.rect;
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(row, theme.colour(Role::Selected));
    } else if (isHovered) {
        painter->fillRect(row, theme.colour(Role::Hover));
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) { // keys act on it, chosen or not
        painter->setPen(theme.colour(Role::Focus));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(row).adjusted(2.5, 0.5, -2.5, -1.5), 4, 4);
    }
    painter->fillRect(QRect(row.left() + 16, row.bottom(), row.width() - 32, 1), theme.colour(Role::Divider));
    const TaskColumns columns = taskColumns(row);
    if (task.state == tasks::TaskState::Queued) {
        ui::icon(QStringLiteral("grip-vertical"), isHovered ? Role::Text : Role::TextSecondary)
            .paint(painter, columns.grip);
    }
    drawThumbnail(*painter, columns.thumbnail, index.data(Qt::DecorationRole).value<QImage>());
    drawPair(*painter, columns.task, QString::fromStdString(task.prompt).simplified(), Role::Text,
             factsOf(task, model->modelOf(task)));
    if (!columns.from.isEmpty()) {
        ui::icon(senderIcon(task.client), Role::TextSecondary)
            .paint(painter, QRect(columns.from.left(), columns.from.top() + 11, Icon, Icon));
        drawPair(*painter, columns.from.adjusted(Icon + 8, 0, 0, 0), senderName(task.client), Role::Text,
                 model->senderLine(task));
    }
    // Without a device its column is left to the reason.
    drawState(*painter, task.device.empty() ? columns.state.united(columns.device) : columns.state, view);
    drawPair(*painter, columns.device, QString::fromStdString(task.device), Role::Text, {});
    const TimeWords time = timeOf(view);
    drawPair(*painter, columns.time, time.strong, Role::Text, time.small, Qt::AlignRight);
    drawButtons(*painter, row, view, isHovered);
    painter->restore();
}

QSize TaskRow::sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& /*index*/) const
{
    return {400, Theme::current().px(u"control.queueRow")};
}

bool TaskRow::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                          const QModelIndex& index)
{
    if (event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::MouseButtonPress) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        for (const TaskButton& button :
             taskButtons(option.rect, static_cast<const TaskListModel*>(model)->task(index.row()))) {
            if (mouse->button() != Qt::LeftButton || !button.rect.contains(mouse->position().toPoint())) {
                continue;
            }
            if (event->type() == QEvent::MouseButtonRelease) {
                button.isMenu ? Q_EMIT menuWanted(index.row(), button.rect.bottomLeft())
                              : Q_EMIT acted(button.action, index.row());
            }
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

bool TaskRow::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                        const QModelIndex& index)
{
    if (index.isValid()) {
        for (const TaskButton& button :
             taskButtons(option.rect, static_cast<const TaskListModel*>(index.model())->task(index.row()))) {
            if (button.rect.contains(event->pos())) {
                QToolTip::showText(event->globalPos(), button.isMenu ? tr("More") : wordsOf(button.action).title, view);
                return true;
            }
        }
    }
    return QStyledItemDelegate::helpEvent(event, view, option, index);
}

TaskHeading::TaskHeading(QWidget* parent) : QWidget(parent)
{
    setFixedHeight(HeadingHeight);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TaskHeading::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    QFont small = font();
    small.setPixelSize(theme.px(u"type.small.px"));
    small.setWeight(QFont::DemiBold);
    painter.setFont(small);
    painter.setPen(theme.colour(Role::TextSecondary));
    const TaskColumns columns = taskColumns(rect().adjusted(0, 0, -ScrollBar, 0));
    const auto name = [&](const QRect& column, const QString& text, Qt::Alignment side = Qt::AlignLeft) {
        if (!column.isEmpty()) {
            painter.drawText(column, Qt::AlignVCenter | side, text);
        }
    };
    name(columns.task, tr("Task"));
    name(columns.from, tr("From"));
    name(columns.state, tr("State"));
    name(columns.device, tr("Device"));
    name(columns.time, tr("Time"), Qt::AlignRight);
    painter.fillRect(QRect(16, height() - 1, width() - 32, 1), theme.colour(Role::Divider));
}

} // namespace genserve::ui
