// One stroke of a soft round brush: pointer positions in, coverage out.
#pragma once

#include <optional>
#include <vector>

#include <QImage>
#include <QPointF>
#include <QRect>

namespace genserve::ui {

struct BrushSettings {
    double size = 48;      // px, diameter
    double hardness = 0.8; // 0 falls off from the centre, 1 has a one-pixel edge
    double opacity = 1;    // 0..1, the most that the stroke covers however often it passes
    double smoothing = 0;  // 0..1: how far the brush lags behind the pointer
    bool sizeByPressure = false;
    bool opacityByPressure = false;
};

struct PointerSample {
    QPointF position; // picture px
    double pressure = 1;
};

class BrushStroke {
public:
    BrushStroke(const BrushSettings& settings, const QSize& pictureSize);

    // Draws up to the sample; returns what changed in coverage().
    QRect moveTo(const PointerSample& sample);
    // Draws the rest of the way that smoothing holds back.
    QRect finish();

    // Grey, the picture's size: how much of each pixel the stroke covers, 0..255.
    [[nodiscard]] const QImage& coverage() const { return m_coverage; }
    [[nodiscard]] QRect area() const { return m_area; }

private:
    QRect lineTo(const PointerSample& to);
    QRect dab(const PointerSample& at);

    BrushSettings m_settings;
    QImage m_coverage;
    QRect m_area;
    std::optional<PointerSample> m_last;  // where the brush is
    std::optional<PointerSample> m_given; // where the pointer is
    double m_sinceDab = 0;                // px since the last dab
};

} // namespace genserve::ui
