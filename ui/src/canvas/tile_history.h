// Undo and redo of an 8-bit picture by its changed tiles, compressed.
#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include <QByteArray>
#include <QImage>
#include <QPoint>
#include <QRect>
#include <QString>

namespace genserve::ui {

// Remembers at least MinimumDepth edits and as many more as fit the memory limit. The picture keeps its size.
class TileHistory {
public:
    static constexpr int TileSize = 64; // px
    static constexpr int MinimumDepth = 200;
    static constexpr std::size_t MemoryLimit = std::size_t{256} << 20; // bytes, compressed

    // `before` and `after` differ only inside `area`. Forgets what could be redone. Equal pictures are no edit.
    void record(const QImage& before, const QImage& after, const QRect& area, const QString& label);

    [[nodiscard]] bool canUndo() const { return m_done > 0; }
    [[nodiscard]] bool canRedo() const { return m_done < m_edits.size(); }
    [[nodiscard]] int undoDepth() const { return static_cast<int>(m_done); }
    [[nodiscard]] QString undoLabel() const { return canUndo() ? m_edits[m_done - 1].label : QString(); }
    [[nodiscard]] QString redoLabel() const { return canRedo() ? m_edits[m_done].label : QString(); }

    // Change `image` and return what changed; empty when there is nothing to do.
    QRect undo(QImage& image);
    QRect redo(QImage& image);
    void clear();

    [[nodiscard]] std::size_t memoryUse() const { return m_bytes; }

private:
    struct Tile {
        QPoint origin;
        QByteArray before, after; // rows: qCompress'ed, or one byte that all have
    };
    struct Edit {
        QString label;
        QRect area;
        std::vector<Tile> tiles;
        std::size_t bytes = 0;
    };

    void forgetRedo();
    void forgetOldest();

    std::deque<Edit> m_edits; // the first m_done are done, the rest can be redone
    std::size_t m_done = 0;
    std::size_t m_bytes = 0;
};

} // namespace genserve::ui
