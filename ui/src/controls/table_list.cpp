#include "table_list.h"

#include <algorithm>

#include <QContextMenuEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include "../theme/icon.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int HeaderHeight = 30, RowHeight = 42, Inset = 16, Icon = 16, TextLeft = 26, MenuWidth = 28;

Role inkOf(Tone tone, Role otherwise)
{
    switch (tone) {
    case Tone::Success: return Role::Success;
    case Tone::Warning: return Role::Warning;
    case Tone::Danger: return Role::Danger;
    case Tone::Accent: return Role::AccentText;
    case Tone::None: break;
    }
    return otherwise;
}

QFont stepFont(const QFont& base, QStringView step, QFont::Weight weight)
{
    QFont font = base;
    font.setPixelSize(Theme::current().px(QString(u"type." % step % u".px")));
    font.setWeight(weight);
    return font;
}

// The columns' places in a row.
std::vector<QRect> placesIn(const QRect& row, const std::vector<TableColumn>& columns, bool hasMenu)
{
    double shares = 0;
    for (const TableColumn& column : columns) {
        shares += column.share;
    }
    std::vector<QRect> places;
    const double room = row.width() - 2 * Inset - (hasMenu ? MenuWidth : 0);
    double left = row.left() + Inset;
    for (const TableColumn& column : columns) {
        const double wide = room * column.share / shares;
        places.emplace_back(qRound(left), row.top(), qRound(wide) - 8, row.height());
        left += wide;
    }
    return places;
}

QRect menuRect(const QRect& row) { return {row.right() - Inset - MenuWidth + 8, row.top(), MenuWidth, row.height()}; }

void drawElided(QPainter& painter, const QRect& rect, Qt::Alignment alignment, const QString& text)
{
    painter.drawText(rect, alignment, painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

class Header : public QWidget {
public:
    Header(bool hasMenu, QWidget* parent) : QWidget(parent), m_hasMenu(hasMenu) {}
    std::vector<TableColumn> columns;

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        const Theme& theme = Theme::current();
        QPainter painter(this);
        painter.setFont(stepFont(font(), u"label", QFont::DemiBold));
        painter.setPen(theme.colour(Role::TextSecondary));
        const auto* list = static_cast<const TableList*>(parentWidget()); // a scroll bar narrows the rows
        const auto places = placesIn(QRect(0, 0, list->viewport()->width(), height()), columns, m_hasMenu);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            drawElided(painter, places[i], Qt::AlignVCenter | (columns[i].isNumber ? Qt::AlignRight : Qt::AlignLeft),
                       columns[i].title);
        }
        painter.fillRect(QRect(0, height() - 1, width(), 1), theme.colour(Role::Divider));
    }

private:
    bool m_hasMenu;
};

class RowPainter : public QStyledItemDelegate {
public:
    RowPainter(Header& header, bool hasMenu, QObject* parent)
        : QStyledItemDelegate(parent), m_header(header), m_hasMenu(hasMenu)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& /*index*/) const override
    {
        return {200, RowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = Theme::current();
        const TableRow& row = static_cast<const TableRows*>(index.model())->row(index.row());
        const QRect rect = option.rect;
        painter->save();
        const bool isChosen = option.state.testFlag(QStyle::State_Selected);
        const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
        if (isChosen || isHovered) {
            painter->fillRect(rect, theme.colour(isChosen ? Role::Selected : Role::Hover));
        }
        painter->fillRect(QRect(rect.left() + Inset, rect.bottom(), rect.width() - 2 * Inset, 1),
                          theme.colour(Role::Divider));
        const auto places = placesIn(rect, m_header.columns, m_hasMenu);
        paintName(*painter, option.font, places.front(), row);
        painter->setFont(stepFont(option.font, u"body", QFont::Normal));
        for (std::size_t i = 0; i < row.cells.size() && i + 1 < places.size(); ++i) {
            painter->setPen(theme.colour(inkOf(row.cells[i].tone, Role::Text)));
            const bool isNumber = m_header.columns[i + 1].isNumber;
            drawElided(*painter, places[i + 1], Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft),
                       row.cells[i].text);
        }
        if (m_hasMenu) {
            QRect place(0, 0, Icon, Icon);
            place.moveCenter(menuRect(rect).center());
            ui::icon(QStringLiteral("ellipsis-vertical"), isHovered ? Role::Text : Role::TextSecondary)
                .paint(painter, place);
        }
        painter->restore();
    }

private:
    static void paintName(QPainter& painter, const QFont& font, const QRect& place, const TableRow& row)
    {
        const Theme& theme = Theme::current();
        const bool isSingle = row.small.isEmpty();
        const int left = row.icon.isEmpty() ? 0 : TextLeft;
        if (!row.icon.isEmpty()) {
            const int y = isSingle ? place.center().y() - Icon / 2 : place.top() + 5;
            ui::icon(row.icon, inkOf(row.tone, Role::TextSecondary))
                .paint(&painter, QRect(place.left(), y, Icon, Icon));
        }
        const QRect text = place.adjusted(left, 0, 0, 0);
        painter.setFont(stepFont(font, u"strong", QFont::DemiBold));
        painter.setPen(theme.colour(Role::Text));
        drawElided(painter, isSingle ? text : text.adjusted(0, 4, 0, -text.height() / 2 + 1), Qt::AlignVCenter,
                   row.strong);
        painter.setFont(stepFont(font, u"caption", QFont::Normal));
        painter.setPen(theme.colour(Role::TextSecondary));
        drawElided(painter, text.adjusted(0, text.height() / 2, 0, -4), Qt::AlignVCenter, row.small);
    }

    Header& m_header;
    bool m_hasMenu;
};

} // namespace

void TableRows::setRows(std::vector<TableRow> rows)
{
    if (rows == m_rows) {
        return;
    }
    if (std::ranges::equal(rows, m_rows, {}, &TableRow::id, &TableRow::id)) {
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int TableRows::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant TableRows::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const TableRow& one = row(index.row());
    if (role == Qt::DisplayRole) {
        return one.strong;
    }
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole) {
        QStringList all{one.strong, one.small};
        for (const TableRow::Cell& cell : one.cells) {
            all << cell.text;
        }
        all.removeAll(QString());
        return all.join(QStringLiteral(", "));
    }
    return {};
}

TableList::TableList(bool hasMenu, QWidget* parent)
    : QListView(parent), m_rows(new TableRows(this)), m_header(new Header(hasMenu, this)), m_hasMenu(hasMenu)
{
    setModel(m_rows);
    setItemDelegate(new RowPainter(static_cast<Header&>(*m_header), hasMenu, this));
    setViewportMargins(0, HeaderHeight, 0, 0);
    setMouseTracking(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    connect(this, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
        const QPoint at = viewport()->mapFromGlobal(QCursor::pos());
        if (m_hasMenu && menuRect(visualRect(index)).contains(at)) {
            Q_EMIT menuWanted(m_rows->row(index.row()).id, QCursor::pos());
        }
    });
    connect(&Theme::current(), &Theme::changed, m_header, qOverload<>(&QWidget::update));
}

void TableList::setColumns(std::vector<TableColumn> columns)
{
    static_cast<Header*>(m_header)->columns = std::move(columns);
    m_header->update();
    viewport()->update();
}

const TableRow* TableList::currentRow() const
{
    return currentIndex().isValid() ? &m_rows->row(currentIndex().row()) : nullptr;
}

void TableList::chooseRow(const QString& id)
{
    for (int i = 0; i < m_rows->rowCount(); ++i) {
        if (m_rows->row(i).id == id) {
            setCurrentIndex(m_rows->index(i));
            scrollTo(m_rows->index(i), PositionAtCenter);
        }
    }
}

void TableList::contextMenuEvent(QContextMenuEvent* event)
{
    if (const TableRow* row = currentRow(); row != nullptr && m_hasMenu) {
        Q_EMIT menuWanted(row->id, event->globalPos());
    }
}

void TableList::resizeEvent(QResizeEvent* event)
{
    QListView::resizeEvent(event);
    m_header->setGeometry(0, 0, width(), HeaderHeight);
}

} // namespace genserve::ui
