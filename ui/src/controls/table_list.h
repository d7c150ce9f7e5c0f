// A list in columns: an icon with two lines of text, then short texts, then perhaps a button for a menu.
#pragma once

#include <vector>

#include <QAbstractListModel>
#include <QListView>

#include "text_label.h"

namespace genserve::ui {

struct TableRow {
    QString id; // the same thing keeps its id
    QString icon;
    Tone tone = Tone::None; // of the icon
    QString strong, small;
    struct Cell {
        QString text;
        Tone tone = Tone::None;
        bool operator==(const Cell&) const = default;
    };
    std::vector<Cell> cells; // one for each column behind the first
    bool operator==(const TableRow&) const = default;
};

struct TableColumn {
    QString title;
    double share = 1; // of the width
    bool isNumber = false;
};

class TableRows : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    // Rows with the same ids in the same order keep the choice.
    void setRows(std::vector<TableRow> rows);
    [[nodiscard]] const TableRow& row(int index) const { return m_rows.at(static_cast<std::size_t>(index)); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<TableRow> m_rows;
};

class TableList : public QListView {
    Q_OBJECT

public:
    explicit TableList(bool hasMenu, QWidget* parent = nullptr);

    void setColumns(std::vector<TableColumn> columns);
    void setRows(std::vector<TableRow> rows) { m_rows->setRows(std::move(rows)); }
    [[nodiscard]] const TableRow& row(int index) const { return m_rows->row(index); }
    [[nodiscard]] const TableRow* currentRow() const; // nullptr = none
    void chooseRow(const QString& id);                // brings it into view

Q_SIGNALS:
    void menuWanted(const QString& id, const QPoint& global); // by the button, a right click or the menu key

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    TableRows* m_rows;
    QWidget* m_header;
    bool m_hasMenu;
};

} // namespace genserve::ui
