// Which square tiles of a picture were touched.
#pragma once

#include <vector>

#include <QRect>
#include <QRegion>
#include <QSize>

namespace genserve::ui {

class TileSet {
public:
    static constexpr int Side = 64; // px; those at the right and lower edge may be smaller

    explicit TileSet(const QSize& picture);

    void add(const QRect& area);
    void clear();
    // Row by row, each inside the picture.
    [[nodiscard]] std::vector<QRect> tiles() const;

private:
    QSize m_picture;
    int m_columns, m_rows;
    std::vector<bool> m_isTouched;
};

// Tiles in the order of TileSet::tiles().
QRegion regionOf(const std::vector<QRect>& tiles);

} // namespace genserve::ui
