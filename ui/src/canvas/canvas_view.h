// The canvas: a picture with its mask, under zoom, pan and rotation, and the tool that acts on it.
#pragma once

#include <optional>

#include <QColor>
#include <QPointer>
#include <QWidget>

#include "canvas_backing.h"
#include "canvas_extras.h"
#include "canvas_hand.h"
#include "canvas_scene.h"
#include "mask_document.h"

namespace genserve::ui {

// Wheel zooms at the pointer, Shift+wheel turns, middle button or Space pans; Ctrl+0 fits, Ctrl+1 shows pixels 1:1.
// Tablet events act once: the mouse events that Qt makes of them are never asked for.
class CanvasView : public QWidget {
    Q_OBJECT

public:
    explicit CanvasView(QWidget* parent = nullptr);
    ~CanvasView() override;

    void setPicture(const QImage& picture); // null = empty canvas; a picture of another size is fitted
    [[nodiscard]] const QImage& picture() const { return m_scene.picture(); }
    void setMask(MaskDocument* mask); // borrowed; nullptr = none
    void setTool(CanvasTool* tool);   // borrowed; nullptr = pan
    void setMaskLook(const MaskLook& look);
    void setOverlayVisible(bool isVisible); // quick mask
    void setPictureOpacity(double opacity);
    void setLayers(const std::vector<CanvasLayer>& layers); // the last one on top
    void setExtras(const CanvasExtras& extras);

    // A tool is held down: what changes the mask otherwise must wait.
    [[nodiscard]] bool isDragging() const { return m_hand.isDragging(); }
    void undo(); // a polygon's last corner or the mask's last edit; nothing while a tool is held down
    void redo();

    [[nodiscard]] const CanvasTransform& transform() const { return m_transform; }
    void setFoot(int px);     // kept free below a fitted picture
    void fit();               // the whole picture and the frame of the extras
    void zoomTo(double zoom); // around the view's centre
    void resetRotation();
    void rotateBy(double degrees);

    [[nodiscard]] QSize sizeHint() const override { return {640, 480}; }

Q_SIGNALS:
    void pictureChanged();
    void transformChanged();
    void pointed(const QPointF& picture); // the pointer moved over the picture

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void tabletEvent(QTabletEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void transformed();
    void redraw(); // picture and mask, too
    void fitFrame();
    [[nodiscard]] QRectF content() const; // what fit() shows
    void maskChanged(const QRegion& area);

    CanvasScene m_scene;
    QPointer<MaskDocument> m_mask;
    CanvasExtras m_extras;
    CanvasBacking m_backing;
    CanvasTransform m_transform;
    CanvasHand m_hand;
    bool m_isFitted = true; // follows the view's size until the user zooms or pans
    int m_foot = 0;
    QRectF m_fitted; // content() when it was fitted
};

} // namespace genserve::ui
