// Widgets side by side that go on in the next line where the width ends.
#pragma once

#include <QLayout>
#include <QList>

namespace genserve::ui {

class FlowRow : public QLayout {
public:
    explicit FlowRow(int gap, QWidget* parent = nullptr);
    ~FlowRow() override;

    void removeAll(); // and deletes the widgets, later

    void addItem(QLayoutItem* item) override;
    [[nodiscard]] int count() const override { return static_cast<int>(m_items.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; } // as high as its lines
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    int place(const QRect& rect, bool isReal) const; // returns the height

    QList<QLayoutItem*> m_items;
    int m_gap;
};

} // namespace genserve::ui
