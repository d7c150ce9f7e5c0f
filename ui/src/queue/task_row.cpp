#include "task_row.h"

#include <QImage>
#include <QMouseEvent>
#include <QPainter>

#include "../studio/task_words.h"
#include "../theme/icon.h"
#include "../theme/theme.h"
#include "task_list_model.h"

namespace genserve::ui {
namespace {

constexpr int Thumbnail = 40, Grip = 16, Icon = 14, Button = 30, ButtonIcon = 16, BarHeight = 3;
constexpr double FromAt = 0.44, StateAt = 0.55, DeviceAt = 0.76; // shares of the row's width
constexpr int FewestForFrom = 760;

struct Columns {
    QRect task, from, state, device;
};

Columns columnsOf(const QRect& row)
{
    const int left = row.left() + Grip + Thumbnail + 28, right = row.right() - 3 * Button;
    const auto at = [&](double share) { return row.left() + qRound(row.width() * share); };
    const int stateLeft = row.width() < FewestForFrom ? at(FromAt) : at(StateAt);
    return {QRect(QPoint(left, row.top()), QPoint(at(FromAt) - 12, row.bottom())),
            row.width() < FewestForFrom ? QRect()
                                        : QRect(QPoint(at(FromAt), row.top()), QPoint(at(StateAt) - 8, row.bottom())),
            QRect(QPoint(stateLeft, row.top()), QPoint(at(DeviceAt) - 12, row.bottom())),
            QRect(QPoint(at(DeviceAt), row.top()), QPoint(right, row.bottom()))};
}

QRect buttonRect(const QRect& row, int place)
{
    return {row.right() - (place + 1) * Button - 8, row.center().y() - Button / 2, Button, Button};
}

// A strong line over a small one.
void drawPair(QPainter& painter, const QRect& rect, const QString& strong, Role ink, const QString& small)
{
    const Theme& theme = Theme::current();
    QFont font = painter.font();
    const QFont before = font;
    font.setPixelSize(theme.px(u"type.body.px"));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(theme.colour(ink));
    painter.drawText(rect.adjusted(0, 7, 0, -rect.height() / 2), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(strong, Qt::ElideRight, rect.width()));
    font.setPixelSize(theme.px(u"type.small.px"));
    font.setWeight(QFont::Normal);
    painter.setFont(font);
    painter.setPen(theme.colour(Role::TextSecondary));
    painter.drawText(rect.adjusted(0, rect.height() / 2, 0, -7), Qt::AlignVCenter,
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

const char* iconOf(TaskRow::Action action)
{
    return action == TaskRow::Action::RunNext ? "list-start" : action == TaskRow::Action::Cancel ? "x" : "rotate-cw";
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

} // namespace

std::vector<TaskRow::Action> TaskRow::actionsOf(const tasks::TaskView& view)
{
    switch (view.task.state) {
    case tasks::TaskState::Running: return {Action::Cancel};
    case tasks::TaskState::Queued: return {Action::Cancel, Action::RunNext};
    case tasks::TaskState::Failed:
    case tasks::TaskState::Cancelled: return {Action::Retry};
    case tasks::TaskState::Finished: break;
    }
    return {};
}

void TaskRow::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const tasks::TaskView& view = static_cast<const TaskListModel*>(index.model())->task(index.row());
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
    painter->fillRect(QRect(row.left() + 16, row.bottom(), row.width() - 32, 1), theme.colour(Role::Divider));
    if (view.task.state == tasks::TaskState::Queued) {
        ui::icon(QStringLiteral("grip-vertical"), Role::TextSecondary)
            .paint(painter, QRect(row.left() + 8, row.center().y() - Grip / 2, Grip, Grip));
    }
    const QRect place(row.left() + Grip + 16, row.center().y() - Thumbnail / 2, Thumbnail, Thumbnail);
    const auto picture = index.data(Qt::DecorationRole).value<QImage>();
    if (picture.isNull()) {
        painter->fillRect(place, theme.colour(Role::Track));
    } else {
        painter->drawImage(place, picture);
    }
    const Columns columns = columnsOf(row);
    const tasks::Task& task = view.task;
    const QString size = task.width > 0 ? QStringLiteral("%1 × %2").arg(task.width).arg(task.height) : QString();
    drawPair(
        *painter, columns.task, QString::fromStdString(task.prompt), Role::Text,
        QString(size % (size.isEmpty() ? QString() : QStringLiteral(" · ")) % QString::fromStdString(task.modelId)));
    if (!columns.from.isEmpty()) {
        ui::icon(senderIcon(task.client), Role::TextSecondary)
            .paint(painter, QRect(columns.from.left(), columns.from.top() + 11, Icon, Icon));
        drawPair(*painter, columns.from.adjusted(Icon + 8, 0, 0, 0), senderName(task.client), Role::Text, {});
    }
    drawState(*painter, columns.state, view);
    drawPair(*painter, columns.device, QString::fromStdString(task.device), Role::Text,
             task.state == tasks::TaskState::Running ? stateWords(view).details : QString());
    int number = 0;
    for (const Action action : actionsOf(view)) {
        QRect iconRect(0, 0, ButtonIcon, ButtonIcon);
        iconRect.moveCenter(buttonRect(row, number++).center());
        ui::icon(QLatin1String(iconOf(action)), isHovered ? Role::Text : Role::TextSecondary).paint(painter, iconRect);
    }
    painter->restore();
}

QSize TaskRow::sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& /*index*/) const
{
    return {400, Theme::current().px(u"control.queueRow")};
}

bool TaskRow::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                          const QModelIndex& index)
{
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        int number = 0;
        for (const Action action : actionsOf(static_cast<const TaskListModel*>(model)->task(index.row()))) {
            if (buttonRect(option.rect, number++).contains(mouse->position().toPoint())) {
                Q_EMIT acted(static_cast<int>(action), index.row());
                return true;
            }
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace genserve::ui
