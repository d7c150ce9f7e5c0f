// Where the gallery's pictures stand: rows that fill the width, under a heading for each day.
#pragma once

#include <utility>
#include <vector>

#include <QPoint>
#include <QRect>

namespace genserve::ui {

// Pure geometry in content px; pictures are added in their order and only the unfinished last row is made anew.
class JustifiedRows {
public:
    struct Metrics {
        int width = 0;     // of a row
        int rowHeight = 0; // wished; a full row's differs a little
        int gap = 0;
        int heading = 0; // height of a group's heading
        bool operator==(const Metrics&) const = default;
    };
    struct Group {
        int key = 0, y = 0, first = 0, count = 0;
    };

    // Lays everything out again where they differ.
    void setMetrics(const Metrics& metrics);
    void clear();
    // aspect = width / height. Equal keys in a row make a group.
    void add(double aspect, int key);

    [[nodiscard]] int count() const { return static_cast<int>(m_items.size()); }
    [[nodiscard]] int height() const;
    [[nodiscard]] QRect rect(int item) const;
    [[nodiscard]] int itemAt(const QPoint& point) const; // -1 = none
    // Items that may be seen between two heights: [first, second).
    [[nodiscard]] std::pair<int, int> itemsBetween(int top, int bottom) const;
    [[nodiscard]] const std::vector<Group>& groups() const { return m_groups; }
    // The item above (rows = -1) or below whose middle is nearest; itself where there is no such row.
    [[nodiscard]] int neighbour(int item, int rows) const;

private:
    struct Item {
        float aspect = 1;
        int key = 0, row = 0, x = 0, width = 0;
    };
    struct Row {
        int y = 0, height = 0, first = 0, count = 0;
    };

    void layout(int firstItem);
    void place(Row& row, bool isFull);
    [[nodiscard]] bool isLastRowFull(int lastItem) const;
    [[nodiscard]] std::size_t rowAt(int y) const;

    Metrics m_metrics;
    std::vector<Item> m_items;
    std::vector<Row> m_rows;
    std::vector<Group> m_groups;
};

} // namespace genserve::ui
