#include "canvas_view.h"

#include <cmath>
#include <tuple>

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTabletEvent>
#include <QWheelEvent>

#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr double FitMargin = 24;      // px
constexpr double ZoomPerNotch = 1.25; // a wheel's notch is 120
constexpr double DegreesPerNotch = 15;
constexpr double PixelGridZoom = 3; // from here on pixels stay sharp squares

// Looks at the pixels without holding them: a mask that is drawn into would be copied whole for each move.
QImage borrowed(const QImage& image)
{
    return {image.constBits(), image.width(), image.height(), image.bytesPerLine(), image.format()};
}

} // namespace

CanvasView::CanvasView(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setTabletTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Canvas"));
    m_look.colour = QColor(229, 72, 77);
    connect(&Theme::current(), &Theme::changed, this, &CanvasView::redraw);
    updateCursor();
}

CanvasView::~CanvasView() = default;

void CanvasView::redraw()
{
    m_backing.spoilAll();
    update();
}

void CanvasView::setPicture(const QImage& picture)
{
    const bool isOtherSize = picture.size() != m_picture.size();
    if (isOtherSize) {
        cancelGesture();
    }
    m_picture = picture;
    m_levels.setPicture(picture);
    m_transform.setSizes(picture.size(), size());
    if (isOtherSize) {
        fit();
    }
    redraw();
    Q_EMIT pictureChanged();
}

void CanvasView::setMask(MaskDocument* mask)
{
    if (m_mask == mask) {
        return; // changed() keeps it up to date
    }
    if (m_mask != nullptr) {
        m_mask->disconnect(this);
    }
    m_mask = mask;
    m_maskLevels.setPicture(mask == nullptr ? QImage() : borrowed(mask->image()));
    if (mask != nullptr) {
        connect(mask, &MaskDocument::changed, this, &CanvasView::maskChanged);
    }
    redraw();
}

void CanvasView::cancelGesture()
{
    if (m_gesture == Gesture::Tool) {
        m_tool->cancel();
        m_gesture = Gesture::None;
    }
}

void CanvasView::setTool(CanvasTool* tool)
{
    if (m_tool == tool) {
        return; // a stroke goes on while the rest of the window changes
    }
    cancelGesture();
    m_tool = tool;
    updateCursor();
    update();
}

void CanvasView::setMaskLook(const MaskLook& look)
{
    m_look = look;
    redraw();
}

void CanvasView::setOverlayVisible(bool isVisible)
{
    m_isOverlayVisible = isVisible;
    redraw();
}

void CanvasView::setPictureOpacity(double opacity)
{
    if (m_pictureOpacity != opacity) {
        m_pictureOpacity = opacity;
        redraw();
    }
}

void CanvasView::setLayers(const std::vector<CanvasLayer>& layers)
{
    const auto key = [](const CanvasLayer& layer) {
        return std::tuple(layer.picture.cacheKey(), layer.area, layer.opacity);
    };
    if (std::ranges::equal(layers, m_layers, {}, key, key)) {
        return;
    }
    m_layers = layers;
    m_layerLevels.resize(layers.size());
    for (std::size_t i = 0; i < layers.size(); ++i) {
        m_layerLevels[i].setPicture(layers[i].picture);
    }
    redraw();
}

void CanvasView::setExtras(const CanvasExtras& extras)
{
    if (m_extras != extras) {
        m_extras = extras;
        fitFrame();
        update();
    }
}

QRectF CanvasView::content() const
{
    return m_extras.frame.isEmpty() ? QRectF(m_picture.rect()) : QRectF(m_picture.rect()) | m_extras.frame;
}

// A frame that grows out of a fitted view comes back into it, but not while it is dragged.
void CanvasView::fitFrame()
{
    if (m_isFitted && m_gesture != Gesture::Tool && m_fitted != content()) {
        fit();
    }
}

void CanvasView::setFoot(int px)
{
    m_foot = px;
    if (m_isFitted) {
        fit();
    }
}

void CanvasView::fit()
{
    m_fitted = content();
    m_transform.fit(FitMargin, m_foot, m_fitted);
    m_isFitted = true;
    Q_EMIT transformChanged();
    redraw();
}

void CanvasView::zoomTo(double zoom)
{
    m_transform.zoomTo(zoom, QRectF(rect()).center());
    transformed();
}

void CanvasView::resetRotation()
{
    m_transform.rotateTo(0, QRectF(rect()).center());
    transformed();
}

void CanvasView::rotateBy(double degrees)
{
    m_transform.rotateTo(m_transform.rotation() + degrees, QRectF(rect()).center());
    transformed();
}

void CanvasView::transformed()
{
    m_isFitted = false;
    Q_EMIT transformChanged();
    redraw();
}

void CanvasView::maskChanged(const QRegion& area)
{
    constexpr int Margin = 2; // px that smooth scaling reaches beyond
    m_maskLevels.update(borrowed(m_mask->image()), area);
    if (!m_isOverlayVisible) {
        return;
    }
    const QTransform toView = m_transform.toView();
    QRegion seen;
    for (const QRect& part : area) {
        seen += toView.mapRect(QRectF(part)).toAlignedRect().adjusted(-Margin, -Margin, Margin, Margin);
    }
    m_backing.spoil(seen);
    update(seen);
}

void CanvasView::paintLayer(QPainter& painter, const PicturePyramid& levels, const QRectF& area,
                            const QRectF& part) const
{
    const double stretch = area.width() / std::max(1, levels.size().width());
    const auto level = levels.levelFor(m_transform.zoom() * stretch * devicePixelRatioF());
    if (level.image == nullptr) {
        return;
    }
    const double f = level.factor * stretch;
    const QRectF wanted = part.translated(-area.topLeft());
    const QRect seen =
        QRect(QPoint(static_cast<int>(std::floor(wanted.left() / f)), static_cast<int>(std::floor(wanted.top() / f))),
              QPoint(static_cast<int>(std::ceil(wanted.right() / f)), static_cast<int>(std::ceil(wanted.bottom() / f))))
            .intersected(level.image->rect());
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, m_transform.zoom() < PixelGridZoom);
    painter.setTransform(m_transform.toView(), true);
    painter.translate(area.topLeft());
    painter.scale(f, f);
    painter.drawImage(seen.topLeft(), *level.image, seen);
    painter.restore();
}

// What will be new around the picture has the mask's colour, too.
void CanvasView::paintNewArea(QPainter& painter) const
{
    if (!m_isOverlayVisible || QRectF(m_picture.rect()).contains(m_extras.frame) || m_extras.frame.isEmpty()) {
        return;
    }
    QPainterPath added;
    added.addRect(m_extras.frame);
    added.addRect(m_picture.rect()); // odd-even: a hole
    QColor colour = m_look.colour;
    colour.setAlphaF(static_cast<float>(m_look.opacity / 2));
    painter.fillPath(m_transform.toView().map(added), colour);
}

void CanvasView::paintUnder(QImage& backing, const QRect& view) const
{
    const Theme& theme = Theme::current();
    const double ratio = backing.devicePixelRatio();
    const QRect pixels = QTransform::fromScale(ratio, ratio).mapRect(QRectF(view)).toAlignedRect();
    // Whole pixels: the mask's colour must not come twice where two parts meet.
    const QRectF part = QTransform::fromScale(1 / ratio, 1 / ratio).mapRect(QRectF(pixels));
    QPainter painter(&backing);
    painter.setClipRect(part);
    painter.fillRect(part, theme.colour(Role::Canvas));
    if (m_picture.isNull()) {
        return;
    }
    const QRectF seen = m_transform.partUnder(part.toAlignedRect());
    painter.setOpacity(m_pictureOpacity);
    paintLayer(painter, m_levels, m_picture.rect(), seen);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        painter.setOpacity(m_layers[i].opacity);
        paintLayer(painter, m_layerLevels[i], m_layers[i].area, seen);
    }
    painter.setOpacity(1);
    if (m_mask != nullptr && m_isOverlayVisible) {
        painter.end();
        paintMaskOverlay(backing, pixels, m_maskLevels, m_transform.toView() * QTransform::fromScale(ratio, ratio),
                         m_look);
        painter.begin(&backing);
        painter.setClipRect(part);
    }
    painter.setPen(theme.colour(Role::PictureEdge));
    painter.drawPolygon(m_transform.toView().map(QPolygonF(QRectF(m_picture.rect()))));
}

void CanvasView::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    m_backing.resize(size(), devicePixelRatioF());
    m_backing.paint(painter, event->region(),
                    [this](QImage& backing, const QRect& view) { paintUnder(backing, view); });
    if (m_picture.isNull()) {
        return;
    }
    paintNewArea(painter);
    paintCanvasExtras(painter, m_extras, m_transform);
    if (m_tool != nullptr && !m_isSpaceHeld) {
        m_tool->paint(painter, m_transform);
    }
}

void CanvasView::resizeEvent(QResizeEvent* event)
{
    m_transform.setSizes(m_picture.size(), event->size());
    if (m_isFitted) {
        fit();
    }
}

void CanvasView::wheelEvent(QWheelEvent* event)
{
    // With Alt or Shift held some systems turn the wheel's axis.
    const QPoint delta = event->angleDelta();
    const double notches = (delta.y() != 0 ? delta.y() : delta.x()) / 120.0;
    if (event->modifiers() & Qt::ShiftModifier) {
        m_transform.rotateTo(m_transform.rotation() + notches * DegreesPerNotch, event->position());
    } else {
        m_transform.zoomTo(m_transform.zoom() * std::pow(ZoomPerNotch, notches), event->position());
    }
    transformed();
    event->accept();
}

CanvasView::Pointer CanvasView::pointerOf(const QMouseEvent& event) { return {event.position(), event.modifiers()}; }

CanvasView::Pointer CanvasView::pointerOf(const QTabletEvent& event)
{
    return {event.position(), event.modifiers(), event.pressure(),
            event.pointerType() == QPointingDevice::PointerType::Eraser};
}

ToolEvent CanvasView::toolEvent(const Pointer& pointer) const
{
    return {m_transform.toPicture(pointer.view), pointer.pressure, pointer.modifiers, m_transform.zoom(),
            pointer.isEraserEnd};
}

void CanvasView::pressed(const Pointer& pointer, Qt::MouseButton button)
{
    const bool isPan = button == Qt::MiddleButton;
    if (m_gesture != Gesture::None || (button != Qt::LeftButton && !isPan)) {
        return;
    }
    m_last = pointer.view;
    m_button = button;
    if (isPan || m_isSpaceHeld || m_tool == nullptr) {
        m_gesture = Gesture::Pan;
        updateCursor();
    } else if (!m_picture.isNull()) {
        m_gesture = Gesture::Tool;
        useTool([&] { m_tool->press(toolEvent(pointer)); });
    }
}

void CanvasView::moved(const Pointer& pointer)
{
    if (m_gesture == Gesture::Pan) {
        m_transform.panBy(pointer.view - m_last);
        transformed();
    } else if (m_tool != nullptr) {
        const ToolEvent event = toolEvent(pointer);
        useTool([&] { m_gesture == Gesture::Tool ? m_tool->move(event) : m_tool->hover(event); });
    }
    m_last = pointer.view;
    Q_EMIT pointed(m_transform.toPicture(pointer.view));
}

void CanvasView::released(const Pointer& pointer, Qt::MouseButton button)
{
    if (button != m_button) {
        return;
    }
    m_button = Qt::NoButton;
    if (std::exchange(m_gesture, Gesture::None) == Gesture::Tool) {
        useTool([&] { m_tool->release(toolEvent(pointer)); });
        fitFrame();
    }
    updateCursor();
}

template <class Act>
void CanvasView::useTool(Act act)
{
    const QRect before = m_tool->paintedArea(m_transform);
    act();
    update(before);
    update(m_tool->paintedArea(m_transform));
}

// While the pen is down the mouse rests, whoever sends its events.
void CanvasView::mousePressEvent(QMouseEvent* event)
{
    if (!m_isPenDown) {
        pressed(pointerOf(*event), event->button());
    }
}

void CanvasView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_isPenDown) {
        moved(pointerOf(*event));
    }
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_isPenDown) {
        released(pointerOf(*event), event->button());
    }
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (m_tool == nullptr || m_isPenDown || event->button() != Qt::LeftButton) {
        return;
    }
    pressed(pointerOf(*event), event->button()); // two quick dabs of a brush are two dabs
    useTool([&] { m_tool->doubleClick(toolEvent(pointerOf(*event))); });
}

void CanvasView::tabletEvent(QTabletEvent* event)
{
    switch (event->type()) {
    case QEvent::TabletPress:
        m_isPenDown = true;
        pressed(pointerOf(*event), event->button());
        break;
    case QEvent::TabletMove: moved(pointerOf(*event)); break;
    case QEvent::TabletRelease:
        released(pointerOf(*event), event->button());
        m_isPenDown = event->buttons() != Qt::NoButton;
        break;
    default: break;
    }
    event->accept(); // or Qt would make a mouse event of it and paint twice
}

void CanvasView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_isSpaceHeld = true;
        updateCursor();
        update();
    } else if (event->key() == Qt::Key_Escape && m_tool != nullptr) {
        useTool([this] { m_tool->cancel(); });
        m_gesture = Gesture::None;
    } else if (m_tool != nullptr && toolTakes(event->key())) {
        event->accept();
    } else if (event->matches(QKeySequence::Undo) && m_mask != nullptr) {
        m_mask->undo();
    } else if (event->matches(QKeySequence::Redo) && m_mask != nullptr) {
        m_mask->redo();
    } else {
        QWidget::keyPressEvent(event);
    }
}

bool CanvasView::toolTakes(int key)
{
    bool isTaken = false;
    useTool([&] { isTaken = m_tool->key(key); });
    return isTaken;
}

void CanvasView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_isSpaceHeld = false;
        updateCursor();
        update();
    }
    QWidget::keyReleaseEvent(event);
}

// After a slider or a button was used the canvas's keys (Space, Esc, Enter) are wanted again without a click; words
// that are typed keep their place.
void CanvasView::enterEvent(QEnterEvent* event)
{
    const QWidget* focused = QApplication::focusWidget();
    if (qobject_cast<const QAbstractButton*>(focused) != nullptr
        || qobject_cast<const QAbstractSlider*>(focused) != nullptr) {
        setFocus(Qt::MouseFocusReason);
    }
    QWidget::enterEvent(event);
}

void CanvasView::leaveEvent(QEvent* event)
{
    if (m_tool != nullptr && m_gesture != Gesture::Tool) {
        useTool([this] { m_tool->leave(); });
    }
    QWidget::leaveEvent(event);
}

void CanvasView::updateCursor()
{
    if (m_gesture == Gesture::Pan) {
        setCursor(Qt::ClosedHandCursor);
    } else if (m_isSpaceHeld || m_tool == nullptr) {
        setCursor(Qt::OpenHandCursor);
    } else {
        setCursor(m_tool->cursor());
    }
}

} // namespace genserve::ui
