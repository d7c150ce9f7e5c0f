#include "tile_history.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <utility>

#include <QByteArray>
#include <QThreadPool>

namespace genserve::ui {
namespace {

constexpr int CompressionLevel = 1; // masks are mostly flat: more effort buys little

// One thread: with more of them the hand that undoes would wait for a core.
QThreadPool& compressor()
{
    static QThreadPool pool;
    pool.setMaxThreadCount(1);
    return pool;
}

// One tile's pixels, row by row.
struct Tile {
    enum class Form { Flat, Raw, Packed }; // one byte that all have; as they are; qCompress'ed

    QRect place;
    Form form = Form::Raw;
    QByteArray bytes;
};

// Most tiles are all black or all white.
bool isFlat(const QByteArray& bytes)
{
    return std::memcmp(bytes.constData(), bytes.constData() + 1, static_cast<std::size_t>(bytes.size() - 1)) == 0;
}

Tile taken(const QImage& image, const QRect& place)
{
    const auto width = static_cast<std::size_t>(place.width());
    QByteArray bytes(qsizetype{place.width()} * place.height(), Qt::Uninitialized);
    char* out = bytes.data();
    for (int y = place.top(); y <= place.bottom(); ++y, out += width) {
        std::memcpy(out, image.constScanLine(y) + place.left(), width);
    }
    return isFlat(bytes) ? Tile{place, Tile::Form::Flat, bytes.left(1)} : Tile{place, Tile::Form::Raw, bytes};
}

void put(const Tile& tile, QImage& image)
{
    const auto width = static_cast<std::size_t>(tile.place.width());
    const QByteArray bytes = tile.form == Tile::Form::Packed ? qUncompress(tile.bytes) : tile.bytes;
    const char* in = bytes.constData();
    for (int y = tile.place.top(); y <= tile.place.bottom(); ++y) {
        uchar* out = image.scanLine(y) + tile.place.left();
        if (tile.form == Tile::Form::Flat) {
            std::memset(out, *in, width);
        } else {
            std::memcpy(out, in, width);
            in += width;
        }
    }
}

// The picture's pixels against the tile's; without other memory if it can be.
void swapped(Tile& tile, QImage& image)
{
    if (tile.form != Tile::Form::Raw) {
        Tile now = taken(image, tile.place);
        put(tile, image);
        tile = std::move(now);
        return;
    }
    const int width = tile.place.width();
    char* held = tile.bytes.data();
    for (int y = tile.place.top(); y <= tile.place.bottom(); ++y, held += width) {
        std::swap_ranges(held, held + width, reinterpret_cast<char*>(image.scanLine(y)) + tile.place.left());
    }
    if (isFlat(tile.bytes)) {
        tile = {tile.place, Tile::Form::Flat, tile.bytes.left(1)};
    }
}

} // namespace

// Shared with the thread that compresses it.
class TileHistory::Edit : public std::enable_shared_from_this<Edit> {
public:
    explicit Edit(QString name, std::function<void()> step = {}) : label(std::move(name)), m_step(std::move(step)) {}

    const QString label;

    void take(const QImage& image, const std::vector<QRect>& places)
    {
        m_tiles.reserve(places.size());
        for (const QRect& place : places) {
            m_tiles.push_back(taken(image, place));
            m_pixels += static_cast<std::size_t>(place.width()) * static_cast<std::size_t>(place.height());
        }
        m_bytes = bytesOf(m_tiles);
    }

    // The picture's pixels against those that are held.
    std::vector<QRect> exchange(QImage& image)
    {
        std::vector<QRect> places;
        if (m_step) {
            m_step();
            return places;
        }
        const std::lock_guard lock(m_mutex);
        for (Tile& tile : m_tiles) {
            swapped(tile, image);
            places.push_back(tile.place);
        }
        m_isPacked = false;
        ++m_version;
        m_bytes = bytesOf(m_tiles);
        return places;
    }

    // On another thread, a little later.
    void setPacked(bool isPacked)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_tiles.empty() && std::exchange(m_isPacked, isPacked) != isPacked) {
            compressor().start([self = shared_from_this(), version = ++m_version] { self->convert(version); });
        }
    }

    [[nodiscard]] std::size_t bytes() const { return m_bytes; }
    [[nodiscard]] std::size_t pixels() const { return m_pixels; }

private:
    void convert(int version)
    {
        std::unique_lock lock(m_mutex);
        std::vector<Tile> tiles = m_tiles; // shares the bytes
        const bool isPacked = m_isPacked;
        lock.unlock();
        for (Tile& tile : tiles) {
            if (isPacked && tile.form == Tile::Form::Raw) {
                tile = {tile.place, Tile::Form::Packed, qCompress(tile.bytes, CompressionLevel)};
            } else if (!isPacked && tile.form == Tile::Form::Packed) {
                tile = {tile.place, Tile::Form::Raw, qUncompress(tile.bytes)};
            }
        }
        lock.lock();
        if (version == m_version) { // nothing else was wanted meanwhile
            m_tiles = std::move(tiles);
            m_bytes = bytesOf(m_tiles);
        }
    }

    static std::size_t bytesOf(const std::vector<Tile>& tiles)
    {
        std::size_t sum = 0;
        for (const Tile& tile : tiles) {
            sum += static_cast<std::size_t>(tile.bytes.size());
        }
        return sum;
    }

    const std::function<void()> m_step; // instead of tiles
    std::size_t m_pixels = 0;           // of all tiles
    std::mutex m_mutex;                 // of all that follows
    std::vector<Tile> m_tiles;
    bool m_isPacked = false; // or about to be
    int m_version = 0;
    std::atomic<std::size_t> m_bytes = 0;
};

TileHistory::TileHistory() = default;
TileHistory::~TileHistory() = default;

void TileHistory::record(const QImage& before, const std::vector<QRect>& tiles, const QString& label)
{
    if (!tiles.empty()) {
        record(prepared(before, tiles, label));
    }
}

std::shared_ptr<TileHistory::Edit> TileHistory::prepared(const QImage& before, const std::vector<QRect>& tiles,
                                                         const QString& label)
{
    auto edit = std::make_shared<Edit>(label);
    edit->take(before, tiles);
    return edit;
}

void TileHistory::record(std::function<void()> step, const QString& label)
{
    record(std::make_shared<Edit>(label, std::move(step)));
}

void TileHistory::record(std::shared_ptr<Edit> edit)
{
    m_edits.resize(m_done);
    m_edits.push_back(std::move(edit));
    m_done = m_edits.size();
    arrange();
    forgetOldest();
}

// What undo and redo take next lies ready, two edits at least; all else is compressed.
void TileHistory::arrange()
{
    constexpr std::size_t Near = 2, ReadyPixels = std::size_t{24} << 20;
    const auto arrangeOne = [](Edit& edit, std::size_t distance, std::size_t& pixels) {
        pixels += edit.pixels();
        edit.setPacked(distance >= Near && pixels > ReadyPixels);
    };
    std::size_t pixels = 0;
    for (std::size_t i = m_done; i > 0; --i) {
        arrangeOne(*m_edits[i - 1], m_done - i, pixels);
    }
    pixels = 0;
    for (std::size_t i = m_done; i < m_edits.size(); ++i) {
        arrangeOne(*m_edits[i], i - m_done, pixels);
    }
}

QString TileHistory::undoLabel() const { return canUndo() ? m_edits[m_done - 1]->label : QString(); }

QString TileHistory::redoLabel() const { return canRedo() ? m_edits[m_done]->label : QString(); }

std::vector<QRect> TileHistory::undo(QImage& image)
{
    std::vector<QRect> tiles;
    if (canUndo()) {
        tiles = m_edits[--m_done]->exchange(image);
        arrange();
    }
    return tiles;
}

std::vector<QRect> TileHistory::redo(QImage& image)
{
    std::vector<QRect> tiles;
    if (canRedo()) {
        tiles = m_edits[m_done++]->exchange(image);
        arrange();
    }
    return tiles;
}

void TileHistory::clear()
{
    m_edits.clear();
    m_done = 0;
}

std::size_t TileHistory::memoryUse() const
{
    std::size_t sum = 0;
    for (const auto& edit : m_edits) {
        sum += edit->bytes();
    }
    return sum;
}

void TileHistory::forgetOldest()
{
    std::size_t used = memoryUse();
    while (used > MemoryLimit && m_edits.size() > static_cast<std::size_t>(MinimumDepth)) {
        used -= m_edits.front()->bytes();
        m_edits.pop_front();
        --m_done;
    }
}

} // namespace genserve::ui
