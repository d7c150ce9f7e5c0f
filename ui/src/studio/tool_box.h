// The canvas's tools with their settings, and which one is in the hand.
#pragma once

#include <map>
#include <memory>

#include <QObject>

#include "../canvas/brush_stroke.h"
#include "../canvas/canvas_tool.h"
#include "../canvas/mask_shaper.h"
#include "studio_model.h"

class QSettings;

namespace genserve::ui {

enum class ToolKind { Brush, Eraser, Line, Rectangle, Ellipse, Lasso, Polygon, Wand, Colour, Gradient, Frame, Hand };

class ToolBox : public QObject {
    Q_OBJECT

public:
    explicit ToolBox(StudioModel& model, QObject* parent = nullptr);

    // Takes the tools' settings from there and writes each change; it outlives the box.
    void keepIn(QSettings& settings);

    void choose(ToolKind kind);
    [[nodiscard]] ToolKind current() const { return m_current; }
    [[nodiscard]] CanvasTool* tool() const; // nullptr = the hand

    [[nodiscard]] const BrushSettings& brush() const { return m_brush; }
    void setBrush(const BrushSettings& brush);
    [[nodiscard]] int tolerance() const { return m_tolerance; }
    void setTolerance(int tolerance);

    // For what takes longer than a frame, the tools' own work and whole-mask operations alike, so that they keep their
    // order.
    [[nodiscard]] MaskShaper& shaper() { return m_shaper; }

Q_SIGNALS:
    void changed();
    void chosen(); // a tool, by the user

private:
    void makeTools();

    StudioModel& m_model;
    MaskShaper m_shaper;
    BrushSettings m_brush;
    int m_tolerance = 24;
    ToolKind m_current = ToolKind::Brush;
    std::map<ToolKind, std::unique_ptr<CanvasTool>> m_tools;
};

} // namespace genserve::ui
