// The gallery's grid: rows of whole pictures under sticky headings of days.
#pragma once

#include <QAbstractItemView>

#include "justified_rows.h"

namespace genserve::ui {

class GalleryModel;

// Only what is seen is painted and asked for; more of the history is fetched two screens ahead.
class GalleryView : public QAbstractItemView {
    Q_OBJECT

public:
    explicit GalleryView(GalleryModel& model, QWidget* parent = nullptr);

    void setRowHeight(int px);

    [[nodiscard]] QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    [[nodiscard]] QModelIndex indexAt(const QPoint& point) const override;

Q_SIGNALS:
    void filesDropped(const QStringList& files);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void updateGeometries() override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    [[nodiscard]] int horizontalOffset() const override { return 0; }
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] bool isIndexHidden(const QModelIndex& /*index*/) const override { return false; }
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection& selection) const override;

private:
    void rebuild();
    void append(int first, int last);
    void fetchAhead();
    void paintHeadings(QPainter& painter) const;
    [[nodiscard]] JustifiedRows::Metrics metrics() const;

    GalleryModel& m_model;
    JustifiedRows m_rows;
    int m_rowHeight = 150;
};

} // namespace genserve::ui
