// A list down the side of a page: headings and rows with an icon, a word and perhaps a number.
#pragma once

#include <vector>

#include <QAbstractListModel>
#include <QColor>
#include <QListView>

namespace genserve::ui {

struct SideRow {
    QString icon; // empty = a dot in `dot`, or nothing
    QColor dot;
    QString text, number;
    bool isHeading = false;
    bool takesDrops = false; // of pictures from another view of this window
    bool operator==(const SideRow&) const = default;
};

class SideRows : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setRows(std::vector<SideRow> rows);
    [[nodiscard]] const std::vector<SideRow>& rows() const { return m_rows; }
    [[nodiscard]] const SideRow& row(int index) const { return m_rows.at(static_cast<std::size_t>(index)); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    std::vector<SideRow> m_rows;
};

class SideList : public QListView {
    Q_OBJECT

public:
    explicit SideList(QWidget* parent = nullptr);

    void setRows(std::vector<SideRow> rows); // the choice goes away, unless they are the same
    void setChosen(int row);                 // -1 = none; does not emit chosen()

Q_SIGNALS:
    void chosen(int row);  // by the user
    void dropped(int row); // onto a row that takes drops

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void setTarget(int row);

    SideRows* m_rows;
    bool m_isQuiet = false;
    int m_target = -1; // under a drag
};

} // namespace genserve::ui
