#include "tile_history.h"

#include <cstring>

namespace genserve::ui {
namespace {

constexpr int CompressionLevel = 1; // masks are mostly flat: more effort buys little

QRect tileRect(const QImage& image, const QPoint& origin)
{
    return QRect(origin, QSize(TileHistory::TileSize, TileHistory::TileSize)).intersected(image.rect());
}

QByteArray bytesOf(const QImage& image, const QRect& tile)
{
    QByteArray bytes(qsizetype{tile.width()} * tile.height(), Qt::Uninitialized);
    for (int y = 0; y < tile.height(); ++y) {
        std::memcpy(bytes.data() + qsizetype{y} * tile.width(), image.constScanLine(tile.top() + y) + tile.left(),
                    static_cast<std::size_t>(tile.width()));
    }
    return bytes;
}

// Most tiles are all black or all white: one byte says so.
QByteArray packed(const QImage& image, const QRect& tile)
{
    const QByteArray bytes = bytesOf(image, tile);
    const bool isFlat =
        std::memcmp(bytes.constData(), bytes.constData() + 1, static_cast<std::size_t>(bytes.size() - 1)) == 0;
    return isFlat ? bytes.left(1) : qCompress(bytes, CompressionLevel);
}

bool isEqual(const QImage& a, const QImage& b, const QRect& tile)
{
    for (int y = tile.top(); y <= tile.bottom(); ++y) {
        if (std::memcmp(a.constScanLine(y) + tile.left(), b.constScanLine(y) + tile.left(),
                        static_cast<std::size_t>(tile.width()))
            != 0) {
            return false;
        }
    }
    return true;
}

void restore(QImage& image, const QPoint& origin, const QByteArray& compressed)
{
    const QRect tile = tileRect(image, origin);
    const QByteArray bytes = compressed.size() == 1
                                 ? QByteArray(qsizetype{tile.width()} * tile.height(), compressed.front())
                                 : qUncompress(compressed);
    for (int y = 0; y < tile.height(); ++y) {
        std::memcpy(image.scanLine(tile.top() + y) + tile.left(), bytes.constData() + qsizetype{y} * tile.width(),
                    static_cast<std::size_t>(tile.width()));
    }
}

} // namespace

void TileHistory::record(const QImage& before, const QImage& after, const QRect& area, const QString& label)
{
    Edit edit{label, {}, {}, 0};
    const QRect reach = area.intersected(after.rect());
    for (int y = reach.top() / TileSize * TileSize; y <= reach.bottom(); y += TileSize) {
        for (int x = reach.left() / TileSize * TileSize; x <= reach.right(); x += TileSize) {
            const QRect tile = tileRect(after, {x, y});
            if (!isEqual(before, after, tile)) {
                edit.tiles.push_back({tile.topLeft(), packed(before, tile), packed(after, tile)});
                edit.bytes +=
                    static_cast<std::size_t>(edit.tiles.back().before.size() + edit.tiles.back().after.size());
                edit.area |= tile;
            }
        }
    }
    if (edit.tiles.empty()) {
        return;
    }
    forgetRedo();
    m_bytes += edit.bytes;
    m_edits.push_back(std::move(edit));
    m_done = m_edits.size();
    forgetOldest();
}

QRect TileHistory::undo(QImage& image)
{
    if (!canUndo()) {
        return {};
    }
    const Edit& edit = m_edits[--m_done];
    for (const Tile& tile : edit.tiles) {
        restore(image, tile.origin, tile.before);
    }
    return edit.area;
}

QRect TileHistory::redo(QImage& image)
{
    if (!canRedo()) {
        return {};
    }
    const Edit& edit = m_edits[m_done++];
    for (const Tile& tile : edit.tiles) {
        restore(image, tile.origin, tile.after);
    }
    return edit.area;
}

void TileHistory::clear()
{
    m_edits.clear();
    m_done = 0;
    m_bytes = 0;
}

void TileHistory::forgetRedo()
{
    while (canRedo()) {
        m_bytes -= m_edits.back().bytes;
        m_edits.pop_back();
    }
}

void TileHistory::forgetOldest()
{
    while (m_bytes > MemoryLimit && m_edits.size() > static_cast<std::size_t>(MinimumDepth)) {
        m_bytes -= m_edits.front().bytes;
        m_edits.pop_front();
        --m_done;
    }
}

} // namespace genserve::ui
