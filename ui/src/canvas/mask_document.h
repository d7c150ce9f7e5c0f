// The mask being drawn: its pixels, the edit in progress, undo and redo.
#pragma once

#include <QImage>
#include <QObject>
#include <QRect>

#include "tile_history.h"

namespace genserve::ui {

enum class MaskEdit { Add, Subtract };

// Grey, white = repaint. GUI thread.
class MaskDocument : public QObject {
    Q_OBJECT

public:
    explicit MaskDocument(const QSize& size, QObject* parent = nullptr);

    [[nodiscard]] const QImage& image() const { return m_image; }
    [[nodiscard]] bool isEmpty() const;        // all black
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

    // Whole operations, each one step of the history.
    void apply(MaskEdit kind, const QImage& coverage, const QString& label);
    void replace(const QImage& mask, const QString& label); // the same size
    void invert();
    void clear();

    [[nodiscard]] const TileHistory& history() const { return m_history; }
    void undo();
    void redo();

Q_SIGNALS:
    void changed(const QRect& area); // pixels, also while an edit is in progress
    void historyChanged();

private:
    void finish(const QString& label);    // of a whole operation
    void tellRestored(const QRect& area); // pixels that the history put back

    QImage m_image;
    QImage m_before; // without the edit in progress; its own pixels, so that a stroke begins without copying the mask
    QRect m_editArea;
    MaskEdit m_kind = MaskEdit::Add;
    bool m_isEditing = false;
    struct Measures { // of a picture of that cacheKey()
        qint64 key = 0;
        bool isEmpty = true;
        double share = 0;
    };
    [[nodiscard]] const Measures& measures() const;
    mutable Measures m_measures;
    TileHistory m_history;
};

} // namespace genserve::ui
