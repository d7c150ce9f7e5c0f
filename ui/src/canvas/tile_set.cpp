#include "tile_set.h"

#include <algorithm>

namespace genserve::ui {

TileSet::TileSet(const QSize& picture)
    : m_picture(picture),
      m_columns((picture.width() + Width - 1) / Width),
      m_rows((picture.height() + Height - 1) / Height),
      m_isTouched(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows))
{
}

void TileSet::add(const QRect& area)
{
    const QRect reach = area.intersected(QRect(QPoint(), m_picture));
    if (reach.isEmpty()) {
        return;
    }
    for (int row = reach.top() / Height; row <= reach.bottom() / Height; ++row) {
        const auto first = m_isTouched.begin() + row * m_columns;
        std::fill(first + reach.left() / Width, first + reach.right() / Width + 1, true);
    }
}

void TileSet::clear() { std::fill(m_isTouched.begin(), m_isTouched.end(), false); }

std::vector<QRect> TileSet::tiles() const
{
    std::vector<QRect> found;
    const QRect whole(QPoint(), m_picture);
    for (int row = 0; row < m_rows; ++row) {
        for (int column = 0; column < m_columns; ++column) {
            if (m_isTouched[static_cast<std::size_t>(row * m_columns + column)]) {
                found.push_back(QRect(column * Width, row * Height, Width, Height).intersected(whole));
            }
        }
    }
    return found;
}

// Neighbours are joined first: a region takes a few long bands much faster than thousands of tiles.
QRegion regionOf(const std::vector<QRect>& tiles)
{
    QRegion region;
    for (auto it = tiles.begin(); it != tiles.end();) {
        QRect run = *it++;
        while (it != tiles.end() && it->top() == run.top() && it->left() == run.right() + 1) {
            run.setRight(it++->right());
        }
        region += run;
    }
    return region;
}

} // namespace genserve::ui
