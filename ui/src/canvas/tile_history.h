// Undo and redo of an 8-bit picture by its changed tiles, compressed.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include <QImage>
#include <QRect>
#include <QString>

#include "tile_set.h"

namespace genserve::ui {

// Remembers at least MinimumDepth edits and as many more as fit the memory limit. The picture keeps its size. An edit
// holds the pixels that the picture does not have now, so that undo and redo are one exchange. They are compressed
// on another thread when others come between: what ends a stroke or undoes it must not wait for that.
class TileHistory {
public:
    class Edit;

    static constexpr int MinimumDepth = 200;
    static constexpr std::size_t MemoryLimit = std::size_t{256} << 20; // bytes

    TileHistory();
    ~TileHistory();

    // `before`: the picture as it was, in `tiles`, which all changed. Forgets what could be redone. No tiles are no
    // edit.
    void record(const QImage& before, const std::vector<QRect>& tiles, const QString& label);
    // The same in two steps, of which the first takes longer and may run on any thread.
    [[nodiscard]] static std::shared_ptr<Edit> prepared(const QImage& before, const std::vector<QRect>& tiles,
                                                        const QString& label);
    void record(std::shared_ptr<Edit> edit); // has tiles
    // An edit of another kind: undo and redo run `step`, which exchanges what is now for what it was before, and return
    // no tiles for it.
    void record(std::function<void()> step, const QString& label);

    [[nodiscard]] bool canUndo() const { return m_done > 0; }
    [[nodiscard]] bool canRedo() const { return m_done < m_edits.size(); }
    [[nodiscard]] int undoDepth() const { return static_cast<int>(m_done); }
    [[nodiscard]] QString undoLabel() const;
    [[nodiscard]] QString redoLabel() const;

    // Change `image` and return the tiles that changed; none when there is nothing to do.
    std::vector<QRect> undo(QImage& image);
    std::vector<QRect> redo(QImage& image);
    void clear();

    [[nodiscard]] std::size_t memoryUse() const; // falls while edits are compressed

private:
    void arrange();
    void forgetOldest();

    std::deque<std::shared_ptr<Edit>> m_edits; // the first m_done are done, the rest can be redone
    std::size_t m_done = 0;
};

} // namespace genserve::ui
