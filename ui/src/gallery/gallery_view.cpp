#include "gallery_view.h"

#include <QDrag>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>

#include "../theme/theme.h"
#include "gallery_cell.h"
#include "gallery_model.h"
#include "picture_words.h"

namespace genserve::ui {
namespace {

constexpr int Gap = 6, Heading = 36, Margin = 16, DragSide = 96;

QDate dayOf(const tasks::Task& task) { return QDateTime::fromMSecsSinceEpoch(task.finishedMs).date(); }

double aspectOf(const tasks::Task& task)
{
    return task.width > 0 && task.height > 0 ? static_cast<double>(task.width) / task.height : 1.0;
}

} // namespace

GalleryView::GalleryView(GalleryModel& model, QWidget* parent) : QAbstractItemView(parent), m_model(model)
{
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // or the rows would be laid out twice when it appears
    setSelectionMode(ExtendedSelection);
    setDragEnabled(true);
    setAcceptDrops(true);
    setModel(&model);
    connect(&model, &QAbstractItemModel::modelReset, this, &GalleryView::rebuild);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &GalleryView::rebuild);
    connect(&model, &GalleryModel::answered, this, &GalleryView::fetchAhead);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        viewport()->update();
        fetchAhead();
    });
    connect(&Theme::current(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

JustifiedRows::Metrics GalleryView::metrics() const
{
    return {qMax(1, viewport()->width() - Margin - Gap), m_rowHeight, Gap, Heading};
}

void GalleryView::setRowHeight(int px)
{
    m_rowHeight = px;
    updateGeometries();
}

void GalleryView::rebuild()
{
    m_rows.clear();
    m_rows.setMetrics(metrics());
    append(0, m_model.rowCount() - 1);
}

void GalleryView::append(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const tasks::Task& task = m_model.task(row);
        m_rows.add(aspectOf(task), static_cast<int>(dayOf(task).toJulianDay()));
    }
    updateGeometries();
}

void GalleryView::rowsInserted(const QModelIndex& parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    if (start == m_rows.count()) {
        append(start, end);
    } else {
        rebuild();
    }
    if (hasFocus() && !currentIndex().isValid()) {
        selectionModel()->setCurrentIndex(m_model.index(0), QItemSelectionModel::NoUpdate); // where keys begin
    }
}

// The first arrow key chooses the picture that the focus stands on.
void GalleryView::keyPressEvent(QKeyEvent* event)
{
    const bool isArrow = event->key() >= Qt::Key_Left && event->key() <= Qt::Key_Down;
    if (isArrow && event->modifiers() == Qt::NoModifier && currentIndex().isValid()
        && !selectionModel()->hasSelection()) {
        selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect);
        scrollTo(currentIndex());
        return;
    }
    QAbstractItemView::keyPressEvent(event);
}

void GalleryView::updateGeometries()
{
    m_rows.setMetrics(metrics());
    verticalScrollBar()->setSingleStep(m_rowHeight / 3);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, qMax(0, m_rows.height() + Margin - viewport()->height()));
    verticalScrollBar()->setEnabled(verticalScrollBar()->maximum() > 0); // or a handle as long as the bar
    QAbstractItemView::updateGeometries();
    viewport()->update();
}

void GalleryView::fetchAhead()
{
    const QScrollBar* bar = verticalScrollBar();
    if (bar->maximum() - bar->value() < 2 * viewport()->height() && m_model.canFetchMore({})) {
        m_model.fetchMore({});
    }
}

int GalleryView::verticalOffset() const { return verticalScrollBar()->value(); }

QRect GalleryView::visualRect(const QModelIndex& index) const
{
    return index.isValid() && index.row() < m_rows.count()
               ? m_rows.rect(index.row()).translated(Margin, -verticalOffset())
               : QRect();
}

QModelIndex GalleryView::indexAt(const QPoint& point) const
{
    const int item = m_rows.itemAt(point + QPoint(-Margin, verticalOffset()));
    return item < 0 ? QModelIndex() : m_model.index(item);
}

void GalleryView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    const QRect seen = visualRect(index);
    if (seen.isNull()) {
        return;
    }
    QScrollBar* bar = verticalScrollBar();
    if (hint == PositionAtCenter) {
        bar->setValue(bar->value() + seen.center().y() - viewport()->height() / 2);
    } else if (seen.top() < Heading) {
        bar->setValue(bar->value() + seen.top() - Heading);
    } else if (seen.bottom() + Gap > viewport()->height()) {
        bar->setValue(bar->value() + seen.bottom() + Gap - viewport()->height());
    }
}

QModelIndex GalleryView::moveCursor(CursorAction action, Qt::KeyboardModifiers /*modifiers*/)
{
    const int count = m_model.rowCount();
    if (count == 0) {
        return {};
    }
    if (!currentIndex().isValid()) {
        return m_model.index(0);
    }
    const int now = currentIndex().row();
    const int screen = qMax(1, viewport()->height() / (m_rowHeight + Gap));
    const auto jump = [&](int rows) {
        int item = now;
        for (int i = 0; i < qAbs(rows); ++i) {
            item = m_rows.neighbour(item, rows < 0 ? -1 : 1);
        }
        return m_model.index(item);
    };
    switch (action) {
    case MoveUp: return jump(-1);
    case MoveDown: return jump(1);
    case MovePageUp: return jump(-screen);
    case MovePageDown: return jump(screen);
    case MoveHome: return m_model.index(0);
    case MoveEnd: return m_model.index(count - 1);
    case MoveLeft:
    case MovePrevious: return m_model.index(qMax(0, now - 1));
    case MoveRight:
    case MoveNext: break;
    }
    return m_model.index(qMin(count - 1, now + 1));
}

// Everything between two pictures in reading order, as in a text.
void GalleryView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags)
{
    const QModelIndex from = indexAt(rect.topLeft()), to = indexAt(rect.bottomRight());
    if (from.isValid() && to.isValid()) {
        const int low = std::min(from.row(), to.row()), high = std::max(from.row(), to.row());
        selectionModel()->select(QItemSelection(m_model.index(low), m_model.index(high)), flags);
    } else if (!from.isValid() && !to.isValid()) {
        selectionModel()->select(QItemSelection(), flags);
    }
}

QRegion GalleryView::visualRegionForSelection(const QItemSelection& selection) const
{
    const auto [first, end] = m_rows.itemsBetween(verticalOffset(), verticalOffset() + viewport()->height());
    QRegion region;
    for (int item = first; item < end; ++item) {
        if (selection.contains(m_model.index(item))) {
            region += visualRect(m_model.index(item));
        }
    }
    return region;
}

void GalleryView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const auto [first, end] =
        m_rows.itemsBetween(event->rect().top() + verticalOffset(), event->rect().bottom() + verticalOffset());
    const QString maskWord = tr("mask");
    for (int item = first; item < end; ++item) {
        const QModelIndex index = m_model.index(item);
        const QRect rect = visualRect(index);
        if (rect.intersects(event->rect())) {
            const tasks::Task& task = m_model.task(item);
            paintGalleryCell(painter,
                             {rect, index.data(Qt::DecorationRole).value<QImage>(), task.isStarred,
                              task.mode == Mode::Fill, selectionModel()->isSelected(index),
                              hasFocus() && index == currentIndex()},
                             maskWord);
        }
    }
    paintHeadings(painter);
}

void GalleryView::paintHeadings(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    const auto& groups = m_rows.groups();
    QFont strong = font(), small = font();
    strong.setPixelSize(theme.px(u"type.body.px"));
    strong.setWeight(QFont::DemiBold);
    small.setPixelSize(theme.px(u"type.small.px"));
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const int next = (i + 1 < groups.size() ? groups[i + 1].y : m_rows.height()) - verticalOffset();
        // Held at the top while its pictures pass below, pushed out by the next one.
        const int y = qMin(qMax(groups[i].y - verticalOffset(), 0), next - Heading);
        if (y > viewport()->height()) {
            break;
        }
        if (next < 0) {
            continue;
        }
        const QRect line(0, y, viewport()->width(), Heading);
        painter.fillRect(line, theme.colour(Role::Window));
        painter.setFont(strong);
        painter.setPen(theme.colour(Role::Text));
        const QString day = dayWords(QDate::fromJulianDay(groups[i].key));
        const QRect text = line.adjusted(Margin, 0, -Margin, 0);
        painter.drawText(text, Qt::AlignVCenter, day);
        const int wide = painter.fontMetrics().horizontalAdvance(day);
        painter.setFont(small);
        painter.setPen(theme.colour(Role::TextSecondary));
        const bool isWhole = i + 1 < groups.size() || m_model.isComplete();
        if (isWhole) {
            painter.drawText(text.adjusted(wide + 12, 0, 0, 0), Qt::AlignVCenter,
                             tr("%n picture(s)", nullptr, groups[i].count));
        }
    }
}

void GalleryView::resizeEvent(QResizeEvent* event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
    fetchAhead();
}

void GalleryView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        viewport()->update();
    }
    QAbstractItemView::changeEvent(event);
}

void GalleryView::startDrag(Qt::DropActions /*actions*/)
{
    const QModelIndexList chosen = selectionModel()->selectedIndexes();
    auto* data = m_model.mimeData(chosen);
    if (data->urls().isEmpty()) {
        delete data;
        return;
    }
    auto* drag = new QDrag(this);
    drag->setMimeData(data);
    const auto picture = currentIndex().data(Qt::DecorationRole).value<QImage>();
    if (!picture.isNull()) {
        drag->setPixmap(
            QPixmap::fromImage(picture.scaled(DragSide, DragSide, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    }
    drag->exec(Qt::CopyAction); // never a move: the history keeps its files
}

void GalleryView::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->source() != this && event->mimeData()->hasUrls()) {
        event->acceptProposedAction();
    }
}

void GalleryView::dragMoveEvent(QDragMoveEvent* event)
{
    if (event->source() != this && event->mimeData()->hasUrls()) {
        event->acceptProposedAction();
    }
}

void GalleryView::dropEvent(QDropEvent* event)
{
    QStringList files;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile()) {
            files << url.toLocalFile();
        }
    }
    event->acceptProposedAction();
    Q_EMIT filesDropped(files);
}

} // namespace genserve::ui
