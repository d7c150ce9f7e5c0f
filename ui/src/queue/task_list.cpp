#include "task_list.h"

#include <algorithm>

#include <QContextMenuEvent>
#include <QDrag>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QPointer>

#include "../commands/command_registry.h"
#include "../theme/icon.h"
#include "../theme/theme.h"
#include "task_list_model.h"
#include "task_row.h"

namespace genserve::ui {
namespace {

constexpr int LineInset = 8, LineWidth = 2, Knob = 3;
constexpr double Lifted = 0.92, LeftBehind = 0.55; // opacities of the dragged row and of its old place

} // namespace

TaskList::TaskList(TaskListModel& model, const CommandRegistry& commands, QWidget* parent)
    : QListView(parent), m_model(model), m_commands(commands)
{
    setModel(&model);
    setMouseTracking(true);
    setSelectionMode(ExtendedSelection);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDragDropMode(InternalMove);
    setDropIndicatorShown(false); // paintEvent() draws ours
    setVerticalScrollMode(ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // the heading's columns stand over the rows'
}

std::vector<tasks::TaskId> TaskList::chosen() const
{
    QModelIndexList rows = selectionModel()->selectedIndexes();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    std::vector<tasks::TaskId> ids;
    for (const QModelIndex& one : rows) {
        ids.push_back(m_model.task(one.row()).task.id);
    }
    return ids;
}

void TaskList::choose(const std::vector<tasks::TaskId>& tasks)
{
    QItemSelection all;
    QModelIndex first;
    for (const tasks::TaskId& task : tasks) {
        if (const int row = m_model.rowOf(task); row >= 0) {
            all.select(m_model.index(row), m_model.index(row));
            first = first.isValid() ? first : m_model.index(row);
        }
    }
    setAutoScroll(false);
    selectionModel()->select(all, QItemSelectionModel::ClearAndSelect);
    if (first.isValid()) {
        selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    }
    setAutoScroll(true);
}

void TaskList::actOnChosen(TaskAction action)
{
    const std::vector<tasks::TaskId> all = chosen();
    const QModelIndex current = currentIndex();
    if (!isForMany(action) || all.size() < 2) {
        if (current.isValid()) {
            Q_EMIT acted(action, current.row());
        }
        return;
    }
    for (const tasks::TaskId& task : all) {
        if (const int row = m_model.rowOf(task); row >= 0) {
            Q_EMIT acted(action, row);
        }
    }
}

void TaskList::showMenu(int row, const QPoint& globalPlace)
{
    const tasks::TaskId task = m_model.task(row).task.id;
    QMenu menu(this);
    for (const TaskAction action : actionsOf(m_model.task(row))) {
        const TaskActionWords words = wordsOf(action);
        if (action == TaskAction::Duplicate || action == TaskAction::RunNext) {
            menu.addSeparator();
        }
        QAction* entry = menu.addAction(icon(QLatin1String(words.icon)), words.title);
        const QString keys = m_commands.keysText(QLatin1String(words.id));
        entry->setText(keys.isEmpty() ? words.title : QString(words.title % u'\t' % keys));
        connect(entry, &QAction::triggered, this, [this, action, task] {
            const auto all = chosen();
            if (isForMany(action) && all.size() > 1 && std::ranges::find(all, task) != all.end()) {
                actOnChosen(action);
            } else if (const int now = m_model.rowOf(task); now >= 0) { // the queue went on meanwhile
                Q_EMIT acted(action, now);
            }
        });
    }
    menu.exec(globalPlace);
}

void TaskList::contextMenuEvent(QContextMenuEvent* event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = isByKey ? currentIndex() : indexAt(event->pos());
    if (index.isValid()) {
        if (!selectionModel()->isSelected(index)) {
            setCurrentIndex(index);
        }
        showMenu(index.row(), isByKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
    }
}

void TaskList::startDrag(Qt::DropActions /*actions*/)
{
    const QModelIndex index = currentIndex();
    if (!index.isValid() || !m_model.flags(index).testFlag(Qt::ItemIsDragEnabled)) {
        return;
    }
    const QRect row = visualRect(index);
    const double ratio = devicePixelRatioF();
    QPixmap picture(row.size() * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(Lifted);
    painter.setPen(Theme::current().colour(Role::Focus));
    painter.setBrush(Theme::current().colour(Role::Popup));
    painter.drawRoundedRect(QRectF(QPointF(), QSizeF(row.size())).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = QRect(QPoint(), row.size());
    itemDelegate()->paint(&painter, option, index);
    painter.end();
    auto* drag = new QDrag(this);
    drag->setMimeData(m_model.mimeData({index}));
    drag->setPixmap(picture);
    drag->setHotSpot(viewport()->mapFromGlobal(QCursor::pos()) - row.topLeft());
    m_dragged = index.row();
    const QPointer<TaskList> alive(this);
    drag->exec(Qt::MoveAction);
    if (alive != nullptr) {
        m_dragged = -1;
        setPlace(-1);
    }
}

int TaskList::placeAt(const QPoint& point) const
{
    const QModelIndex index = indexAt(point);
    const int row = !index.isValid()                             ? m_model.rowCount()
                    : point.y() > visualRect(index).center().y() ? index.row() + 1
                                                                 : index.row();
    const auto [first, last] = m_model.waitingRows();
    return std::clamp(row, first, last);
}

void TaskList::setPlace(int place)
{
    if (std::exchange(m_place, place) != place) {
        viewport()->update();
    }
}

void TaskList::dragMoveEvent(QDragMoveEvent* event)
{
    QListView::dragMoveEvent(event); // scrolls at the edges
    if (event->source() == this) {
        setPlace(placeAt(event->position().toPoint()));
        event->acceptProposedAction();
    }
}

void TaskList::dragLeaveEvent(QDragLeaveEvent* event)
{
    setPlace(-1);
    QListView::dragLeaveEvent(event);
}

void TaskList::dropEvent(QDropEvent* event)
{
    m_model.dropMimeData(event->mimeData(), Qt::MoveAction, placeAt(event->position().toPoint()), 0, {});
    event->setDropAction(Qt::IgnoreAction); // the queue moves the row, not the view
    event->accept();
    setPlace(-1);
}

void TaskList::paintEvent(QPaintEvent* event)
{
    QListView::paintEvent(event);
    if (m_place < 0) {
        return;
    }
    const Theme& theme = Theme::current();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_dragged >= 0 && m_dragged < m_model.rowCount()) {
        QColor veil = theme.colour(Role::Card);
        veil.setAlphaF(static_cast<float>(LeftBehind));
        painter.fillRect(visualRect(m_model.index(m_dragged)), veil);
    }
    const int y = m_place < m_model.rowCount() ? visualRect(m_model.index(m_place)).top()
                                               : visualRect(m_model.index(m_model.rowCount() - 1)).bottom() + 1;
    painter.setPen(QPen(theme.colour(Role::Accent), LineWidth));
    painter.drawLine(QPointF(LineInset, y), QPointF(viewport()->width() - LineInset, y));
    painter.setBrush(theme.colour(Role::Accent));
    painter.drawEllipse(QPointF(LineInset + Knob, y), Knob, Knob);
}

} // namespace genserve::ui
