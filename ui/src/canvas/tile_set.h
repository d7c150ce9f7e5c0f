// Which tiles of a picture were touched.
#pragma once

#include <vector>

#include <QRect>
#include <QRegion>
#include <QSize>

namespace genserve::ui {

class TileSet {
public:
    // px; those at the right and lower edge may be smaller. Wide and low: the rows of a large picture lie pages apart.
    static constexpr int Width = 256, Height = 16;

    explicit TileSet(const QSize& picture);

    void add(const QRect& area);
    void clear();
    // Row by row, each inside the picture.
    [[nodiscard]] std::vector<QRect> tiles() const;

    // Of all tiles, touched or not; `tile` is one of them.
    [[nodiscard]] std::size_t count() const { return m_isTouched.size(); }
    [[nodiscard]] std::size_t indexOf(const QRect& tile) const
    {
        return static_cast<std::size_t>(tile.top() / Height * m_columns + tile.left() / Width);
    }

private:
    QSize m_picture;
    int m_columns, m_rows;
    std::vector<bool> m_isTouched;
};

// Tiles in the order of TileSet::tiles().
QRegion regionOf(const std::vector<QRect>& tiles);

} // namespace genserve::ui
