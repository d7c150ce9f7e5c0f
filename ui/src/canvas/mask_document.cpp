#include "mask_document.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace genserve::ui {
namespace {

// Exact x / 255, rounded, for x <= 255 * 255; in 16 bits, so that a register takes many.
constexpr quint16 dividedBy255(quint16 x)
{
    const auto raised = static_cast<quint16>(x + 128);
    return static_cast<quint16>((raised + (raised >> 8)) >> 8);
}

// Towards white or black by the coverage's share.
template <MaskEdit Kind>
void blendRow(const uchar* old, const uchar* share, uchar* out, int count)
{
    for (int x = 0; x < count; ++x) {
        const int room = Kind == MaskEdit::Add ? 255 - old[x] : old[x];
        const quint16 moved = dividedBy255(static_cast<quint16>(room * share[x]));
        out[x] = static_cast<uchar>(Kind == MaskEdit::Add ? old[x] + moved : old[x] - moved);
    }
}

void blend(QImage& image, const QImage& before, const QImage& coverage, MaskEdit kind, const QRect& area)
{
    const auto row = kind == MaskEdit::Add ? blendRow<MaskEdit::Add> : blendRow<MaskEdit::Subtract>;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        row(before.constScanLine(y) + area.left(), coverage.constScanLine(y) + area.left(),
            image.scanLine(y) + area.left(), area.width());
    }
}

// to has from's size and its own pixels.
void copyArea(const QImage& from, QImage& to, const QRect& area)
{
    for (int y = area.top(); y <= area.bottom(); ++y) {
        std::copy_n(from.constScanLine(y) + area.left(), area.width(), to.scanLine(y) + area.left());
    }
}

bool isEqual(const QImage& a, const QImage& b, const QRect& area)
{
    for (int y = area.top(); y <= area.bottom(); ++y) {
        if (std::memcmp(a.constScanLine(y) + area.left(), b.constScanLine(y) + area.left(),
                        static_cast<std::size_t>(area.width()))
            != 0) {
            return false;
        }
    }
    return true;
}

} // namespace

MaskDocument::MaskDocument(const QSize& size, QObject* parent)
    : QObject(parent), m_image(blackMask(size)), m_before(m_image.copy()), m_touched(size), m_counts(m_touched.count())
{
}

double MaskDocument::coveredShare() const
{
    const double all = static_cast<double>(m_image.width()) * m_image.height();
    return all > 0 ? static_cast<double>(m_covered) / all : 0;
}

void MaskDocument::reset(const QImage& mask)
{
    m_isEditing = false;
    m_image = mask.convertToFormat(QImage::Format_Grayscale8);
    m_before = m_image.copy();
    m_touched = TileSet(m_image.size());
    m_counts.assign(m_touched.count(), {});
    m_covered = m_notBlack = 0;
    m_touched.add(m_image.rect());
    settle(m_touched.tiles());
    m_touched.clear();
    m_history.clear();
    Q_EMIT changed(m_image.rect());
    Q_EMIT historyChanged();
}

void MaskDocument::begin(MaskEdit kind)
{
    Q_ASSERT(!m_isEditing);
    m_isEditing = true;
    m_kind = kind;
}

void MaskDocument::show(const QImage& coverage, const QRect& changedArea)
{
    Q_ASSERT(m_isEditing && coverage.size() == m_image.size());
    const QRect area = changedArea.intersected(m_image.rect());
    if (!area.isEmpty()) {
        blend(m_image, m_before, coverage, m_kind, area);
        m_touched.add(area);
        Q_EMIT changed(area);
    }
}

void MaskDocument::commit(const QString& label)
{
    Q_ASSERT(m_isEditing);
    m_isEditing = false;
    finish(label);
    Q_EMIT editEnded();
}

void MaskDocument::cancel()
{
    Q_ASSERT(m_isEditing);
    m_isEditing = false;
    const std::vector<QRect> tiles = changedTiles();
    for (const QRect& tile : tiles) {
        copyArea(m_before, m_image, tile);
    }
    m_touched.clear();
    Q_EMIT changed(regionOf(tiles));
    Q_EMIT editEnded();
}

void MaskDocument::apply(MaskEdit kind, const Coverage& coverage, const QString& label)
{
    if (!m_isEditing) {
        begin(kind);
        show(coverage.image, coverage.area);
        commit(label);
    }
}

MaskDocument::Prepared MaskDocument::prepared(const QImage& before, MaskEdit kind, const Coverage& coverage,
                                              const QString& label)
{
    Q_ASSERT(coverage.image.size() == before.size());
    QImage after = before.copy();
    const QRect area = coverage.area.intersected(before.rect());
    blend(after, before, coverage.image, kind, area);
    return preparedIn(before, std::move(after), area, label);
}

MaskDocument::Prepared MaskDocument::prepared(const QImage& before, const QImage& after, const QString& label)
{
    Q_ASSERT(after.size() == before.size());
    return preparedIn(before, after.convertToFormat(QImage::Format_Grayscale8), before.rect(), label);
}

MaskDocument::Prepared MaskDocument::preparedIn(const QImage& before, QImage after, const QRect& area,
                                                const QString& label)
{
    Prepared edit;
    edit.m_key = before.cacheKey();
    TileSet touched(before.size());
    touched.add(area);
    edit.m_tiles = touched.tiles();
    std::erase_if(edit.m_tiles, [&](const QRect& tile) { return isEqual(before, after, tile); });
    for (const QRect& tile : edit.m_tiles) {
        edit.m_counts.push_back(countsOf(after, tile));
    }
    edit.m_edit = TileHistory::prepared(before, edit.m_tiles, label);
    edit.m_before = after.copy();
    edit.m_image = std::move(after);
    return edit;
}

bool MaskDocument::take(Prepared edit)
{
    if (m_isEditing || edit.m_key != m_image.cacheKey()) {
        return false;
    }
    if (edit.m_tiles.empty()) {
        return true;
    }
    m_image = std::move(edit.m_image);
    m_before = std::move(edit.m_before);
    for (std::size_t i = 0; i < edit.m_tiles.size(); ++i) {
        count(edit.m_tiles[i], edit.m_counts[i]);
    }
    m_history.record(std::move(edit.m_edit));
    Q_EMIT changed(regionOf(edit.m_tiles));
    Q_EMIT historyChanged();
    return true;
}

std::vector<QRect> MaskDocument::changedTiles() const
{
    std::vector<QRect> tiles = m_touched.tiles();
    std::erase_if(tiles, [this](const QRect& tile) { return isEqual(m_before, m_image, tile); });
    return tiles;
}

void MaskDocument::finish(const QString& label)
{
    const std::vector<QRect> tiles = changedTiles();
    m_touched.clear();
    m_history.record(m_before, tiles, label);
    settle(tiles);
    Q_EMIT historyChanged();
}

void MaskDocument::settle(const std::vector<QRect>& tiles)
{
    for (const QRect& tile : tiles) {
        count(tile, countsOf(m_image, tile));
        copyArea(m_image, m_before, tile);
    }
}

void MaskDocument::count(const QRect& tile, const Counts& now)
{
    Counts& known = m_counts[m_touched.indexOf(tile)];
    m_covered += now.covered - known.covered;
    m_notBlack += now.notBlack - known.notBlack;
    known = now;
}

MaskDocument::Counts MaskDocument::countsOf(const QImage& image, const QRect& tile)
{
    constexpr int Run = 240; // what a byte can count: a register takes many of them
    int covered = 0, notBlack = 0, notWhite = 0;
    for (int y = tile.top(); y <= tile.bottom(); ++y) {
        const uchar* row = image.constScanLine(y) + tile.left();
        for (int first = 0; first < tile.width(); first += Run) {
            const int end = std::min(first + Run, tile.width());
            uchar coveredHere = 0, notBlackHere = 0, notWhiteHere = 0;
            for (int x = first; x < end; ++x) {
                coveredHere = static_cast<uchar>(coveredHere + (row[x] >> 7));
                notBlackHere = static_cast<uchar>(notBlackHere + (row[x] != 0));
                notWhiteHere = static_cast<uchar>(notWhiteHere + (row[x] != 255));
            }
            covered += coveredHere;
            notBlack += notBlackHere;
            notWhite += notWhiteHere;
        }
    }
    return {static_cast<quint16>(covered), static_cast<quint16>(notBlack), static_cast<quint16>(notWhite)};
}

void MaskDocument::replace(const QImage& mask, const QString& label)
{
    Q_ASSERT(mask.size() == m_image.size());
    if (m_isEditing) {
        return;
    }
    const QImage grey = mask.convertToFormat(QImage::Format_Grayscale8);
    copyArea(grey, m_image, m_image.rect());
    finishWhole(label);
}

void MaskDocument::invert()
{
    if (!m_isEditing) {
        invertAll();
        recordStep([this] { invertAll(); }, tr("Invert")); // its own opposite: no pixels need be kept
    }
}

// Each pixel is touched once: counting, comparing and keeping all of them anew takes longer than a frame.
void MaskDocument::invertAll()
{
    const int width = m_image.width();
    for (int y = 0; y < m_image.height(); ++y) {
        uchar* row = m_image.scanLine(y);
        uchar* before = m_before.scanLine(y);
        for (int x = 0; x < width; ++x) {
            before[x] = row[x] = static_cast<uchar>(~row[x]);
        }
    }
    m_touched.add(m_image.rect());
    m_covered = m_notBlack = 0;
    for (const QRect& tile : m_touched.tiles()) {
        Counts& counts = m_counts[m_touched.indexOf(tile)];
        counts.covered = static_cast<quint16>(tile.width() * tile.height() - counts.covered);
        std::swap(counts.notBlack, counts.notWhite);
        m_covered += counts.covered;
        m_notBlack += counts.notBlack;
    }
    m_touched.clear();
    Q_EMIT changed(m_image.rect());
}

void MaskDocument::recordStep(std::function<void()> exchange, const QString& label)
{
    m_history.record(std::move(exchange), label);
    Q_EMIT historyChanged();
}

void MaskDocument::clear()
{
    if (!m_isEditing) {
        m_image.fill(0);
        finishWhole(tr("Clear"));
    }
}

void MaskDocument::finishWhole(const QString& label)
{
    m_touched.add(m_image.rect());
    Q_EMIT changed(m_image.rect());
    finish(label);
}

void MaskDocument::undo() { moveInHistory(&TileHistory::undo); }

void MaskDocument::redo() { moveInHistory(&TileHistory::redo); }

void MaskDocument::moveInHistory(std::vector<QRect> (TileHistory::*move)(QImage&))
{
    if (m_isEditing) {
        return;
    }
    const int depth = m_history.undoDepth();
    const std::vector<QRect> tiles = (m_history.*move)(m_image);
    if (!tiles.empty()) {
        settle(tiles);
        Q_EMIT changed(regionOf(tiles));
    }
    if (m_history.undoDepth() != depth) {
        Q_EMIT historyChanged();
    }
}

} // namespace genserve::ui
