// The mask being drawn: its pixels, the edit in progress, undo and redo.
#pragma once

#include <QImage>
#include <QObject>
#include <QRect>

#include "area_shapes.h"
#include "tile_history.h"

namespace genserve::ui {

enum class MaskEdit { Add, Subtract };

// Grey, white = repaint. GUI thread.
class MaskDocument : public QObject {
    Q_OBJECT

public:
    explicit MaskDocument(const QSize& size, QObject* parent = nullptr);

    [[nodiscard]] const QImage& image() const { return m_image; }
    // Of the last finished edit: one in progress does not count yet.
    [[nodiscard]] bool isEmpty() const { return m_notBlack == 0; }
    [[nodiscard]] double coveredShare() const; // of the pixels, those that are repainted: 128 and more

    // Starts over with another mask, of any size, without a history.
    void reset(const QImage& mask);

    // An edit in progress: show() may be called again and again with a growing coverage (0..255, the mask's size);
    // commit() makes it one step of the history, cancel() takes it back.
    void begin(MaskEdit kind);
    void show(const QImage& coverage, const QRect& changed);
    void commit(const QString& label);
    void cancel();
    [[nodiscard]] bool isEditing() const { return m_isEditing; }

    // An edit that was computed on another thread, of a mask as it was then.
    class Prepared;
    [[nodiscard]] static Prepared prepared(const QImage& before, MaskEdit kind, const Coverage& coverage,
                                           const QString& label);
    [[nodiscard]] static Prepared prepared(const QImage& before, const QImage& after, const QString& label);
    // Makes it one step of the history, at little cost. False, and nothing happens, where the mask is another one by
    // now or an edit is in progress.
    bool take(Prepared edit);

    // Whole operations, each one step of the history. Nothing happens while an edit is in progress.
    void apply(MaskEdit kind, const Coverage& coverage, const QString& label);
    void replace(const QImage& mask, const QString& label); // the same size
    void invert();
    void clear();
    // A step of the history that is not of the mask: undo and redo run `exchange`, which puts back what was before and
    // remembers what was now. The change itself has been made.
    void recordStep(std::function<void()> exchange, const QString& label);

    [[nodiscard]] const TileHistory& history() const { return m_history; }
    void undo();
    void redo();

Q_SIGNALS:
    void changed(const QRegion& area); // pixels, also while an edit is in progress
    void historyChanged();
    void editEnded(); // it was committed or cancelled

private:
    struct Counts { // of a tile's pixels
        quint16 covered = 0, notBlack = 0, notWhite = 0;
    };
    static Counts countsOf(const QImage& image, const QRect& tile);
    static Prepared preparedIn(const QImage& before, QImage after, const QRect& area, const QString& label);
    void count(const QRect& tile, const Counts& now);

    void finish(const QString& label); // of whatever was touched
    void finishWhole(const QString& label);
    void invertAll(); // and what is known of it
    void moveInHistory(std::vector<QRect> (TileHistory::*move)(QImage&));
    void settle(const std::vector<QRect>& tiles); // what they hold now is finished
    [[nodiscard]] std::vector<QRect> changedTiles() const;

    QImage m_image;
    QImage m_before;   // without the edit in progress; its own pixels, so that a stroke begins without copying the mask
    TileSet m_touched; // by the edit in progress
    std::vector<Counts> m_counts;         // of m_before's tiles
    qint64 m_covered = 0, m_notBlack = 0; // their sums
    MaskEdit m_kind = MaskEdit::Add;
    bool m_isEditing = false;
    TileHistory m_history;
};

class MaskDocument::Prepared {
    friend class MaskDocument;

    qint64 m_key = 0;             // of the mask that it is for
    QImage m_image, m_before;     // that mask with the edit, twice, or a stroke would begin with copying it
    std::vector<QRect> m_tiles;   // that differ
    std::vector<Counts> m_counts; // of these
    std::shared_ptr<TileHistory::Edit> m_edit;
};

} // namespace genserve::ui
