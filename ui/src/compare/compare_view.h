// Two pictures under one zoom: side by side, one over the other behind a slider, or their difference.
#pragma once

#include <QImage>
#include <QWidget>

#include "../canvas/canvas_transform.h"
#include "../canvas/picture_pyramid.h"
#include "picture_difference.h"

namespace genserve::ui {

// Wheel zooms at the pointer, dragging pans; in the slider mode dragging near the line moves it. Left and Right move
// the line, too.
class CompareView : public QWidget {
    Q_OBJECT

public:
    enum class Mode { Side, Slider, Difference };

    explicit CompareView(QWidget* parent = nullptr);

    // b is drawn within a's size, in its own shape. The mask is for differenceOf().
    void setPictures(const QImage& a, const QImage& b, const QImage& mask = {});
    void setWords(const QString& a, const QString& b); // on their plates: "A", "Before"
    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] double zoom() const { return m_transform.zoom(); }
    void zoomTo(double zoom);
    void fit();

Q_SIGNALS:
    void zoomChanged();
    // Measured off the GUI thread after each setPictures(); not for pictures of unequal sizes.
    void measured(const genserve::ui::PictureDifference& difference);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRect leftPane() const; // all of it unless side by side
    [[nodiscard]] double linePosition() const;
    void measure();
    void paintLevel(QPainter& painter, const PicturePyramid& levels, const QRect& pane, const QRect& clip) const;
    void paintWord(QPainter& painter, const QPoint& corner, const QString& word, bool isFirst) const;
    void paintLine(QPainter& painter) const;
    void transformed();

    QImage m_a, m_b, m_mask;
    PicturePyramid m_levelsA, m_levelsB, m_levelsDifference;
    QString m_wordA, m_wordB;
    CanvasTransform m_transform;
    Mode m_mode = Mode::Side;
    double m_line = 0.5; // of the picture's width
    bool m_isFitted = true, m_isLineDragged = false, m_isPanned = false;
    QPointF m_last;
    int m_measurement = 0; // older results are dropped
};

} // namespace genserve::ui
