#include "side_list.h"

#include <utility>

#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>
#include <QStyledItemDelegate>

#include "../theme/icon.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int RowHeight = 31, HeadingHeight = 34, Inset = 8, Icon = 16, Dot = 8, TextLeft = 34;

class SideRowPainter : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& index) const override
    {
        const bool isHeading = static_cast<const SideRows*>(index.model())->row(index.row()).isHeading;
        return {100, isHeading ? HeadingHeight : RowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = Theme::current();
        const SideRow& row = static_cast<const SideRows*>(index.model())->row(index.row());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        QFont font = option.font;
        if (row.isHeading) {
            font.setPixelSize(theme.px(u"type.label.px"));
            font.setWeight(QFont::DemiBold);
            painter->setFont(font);
            painter->setPen(theme.colour(Role::TextSecondary));
            painter->drawText(option.rect.adjusted(Inset + 2, 10, 0, 0), Qt::AlignVCenter, row.text);
        } else {
            paintRow(*painter, option, row);
        }
        painter->restore();
    }

private:
    static void paintRow(QPainter& painter, const QStyleOptionViewItem& option, const SideRow& row)
    {
        const Theme& theme = Theme::current();
        const bool isChosen = option.state.testFlag(QStyle::State_Selected);
        const QRect rect = option.rect.adjusted(0, 0, 0, -1);
        if (isChosen || option.state.testFlag(QStyle::State_MouseOver)) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.colour(isChosen ? Role::Selected : Role::Hover));
            painter.drawRoundedRect(rect, theme.px(u"radius.small"), theme.px(u"radius.small"));
        }
        const Role ink = isChosen ? Role::AccentText : Role::Text;
        const QPoint middle(rect.left() + Inset + Icon / 2, rect.center().y());
        if (!row.icon.isEmpty()) {
            QRect place(0, 0, Icon, Icon);
            place.moveCenter(middle);
            ui::icon(row.icon, isChosen ? Role::AccentText : Role::TextSecondary).paint(&painter, place);
        } else if (row.dot.isValid()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(row.dot);
            painter.drawEllipse(QPointF(middle), Dot / 2.0, Dot / 2.0);
        }
        QFont font = option.font;
        font.setPixelSize(theme.px(u"type.body.px"));
        font.setWeight(isChosen ? QFont::DemiBold : QFont::Normal);
        painter.setFont(font);
        painter.setPen(theme.colour(ink));
        const int numberWidth = tabularWidth(painter.fontMetrics(), row.number);
        const QRect text = rect.adjusted(TextLeft, 0, -Inset - numberWidth - (numberWidth > 0 ? Inset : 0), 0);
        painter.drawText(text, Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(row.text, Qt::ElideRight, text.width()));
        if (numberWidth > 0) {
            painter.setPen(theme.colour(isChosen ? Role::AccentText : Role::TextSecondary));
            paintTabular(painter, rect.adjusted(0, 0, -Inset, 0), Qt::AlignRight, row.number);
        }
    }
};

} // namespace

void SideRows::setRows(std::vector<SideRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int SideRows::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SideRows::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const SideRow& one = row(index.row());
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) {
        return one.text;
    }
    return role == Qt::AccessibleTextRole ? QVariant(QString(one.text % u' ' % one.number)) : QVariant();
}

Qt::ItemFlags SideRows::flags(const QModelIndex& index) const
{
    return index.isValid() && row(index.row()).isHeading ? Qt::NoItemFlags : QAbstractListModel::flags(index);
}

SideList::SideList(QWidget* parent) : QListView(parent), m_rows(new SideRows(this))
{
    setModel(m_rows);
    setItemDelegate(new SideRowPainter(this));
    setMouseTracking(true);
    setAcceptDrops(true);
    setDragDropMode(DropOnly);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
        if (!m_isQuiet && now.isValid()) {
            Q_EMIT chosen(now.row());
        }
    });
    connect(&Theme::current(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void SideList::dragEnterEvent(QDragEnterEvent* event)
{
    if (qobject_cast<QAbstractItemView*>(event->source()) != nullptr && event->mimeData()->hasUrls()) {
        event->acceptProposedAction();
    }
}

void SideList::dragMoveEvent(QDragMoveEvent* event)
{
    const QModelIndex at = indexAt(event->position().toPoint());
    setTarget(at.isValid() && m_rows->row(at.row()).takesDrops ? at.row() : -1);
    event->setAccepted(m_target >= 0);
}

void SideList::dragLeaveEvent(QDragLeaveEvent* /*event*/) { setTarget(-1); }

void SideList::dropEvent(QDropEvent* event)
{
    const int row = m_target;
    setTarget(-1);
    event->setAccepted(row >= 0);
    if (row >= 0) {
        Q_EMIT dropped(row);
    }
}

void SideList::setTarget(int row)
{
    if (std::exchange(m_target, row) != row) {
        viewport()->update();
    }
}

void SideList::paintEvent(QPaintEvent* event)
{
    QListView::paintEvent(event);
    if (m_target >= 0) {
        QPainter painter(viewport());
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Theme::current().colour(Role::Focus));
        const int radius = Theme::current().px(u"radius.small");
        painter.drawRoundedRect(QRectF(visualRect(m_rows->index(m_target))).adjusted(0.5, 0.5, -0.5, -1.5), radius,
                                radius);
    }
}

void SideList::setRows(std::vector<SideRow> rows)
{
    if (rows == m_rows->rows()) {
        return;
    }
    m_isQuiet = true;
    m_rows->setRows(std::move(rows));
    m_isQuiet = false;
}

void SideList::setChosen(int row)
{
    m_isQuiet = true;
    if (row < 0) {
        selectionModel()->clear();
    } else {
        setCurrentIndex(m_rows->index(row));
    }
    m_isQuiet = false;
}

} // namespace genserve::ui
