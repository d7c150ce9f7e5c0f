// One stroke of a soft round brush: pointer positions in, coverage out.
#pragma once

#include <optional>
#include <vector>

#include <QImage>
#include <QPointF>
#include <QRect>

namespace genserve::ui {

// How a pen's pressure acts: soft reaches a lot with little, firm needs more.
enum class PressureCurve { Soft, Linear, Firm };
double pressureOn(PressureCurve curve, double pressure); // both 0..1

struct BrushSettings {
    double size = 48;      // px, diameter
    double hardness = 0.8; // 0 falls off from the centre, 1 has a one-pixel edge
    double opacity = 1;    // 0..1, the most that the stroke covers however often it passes
    double smoothing = 0;  // 0..1: how far the brush lags behind the pointer
    bool sizeByPressure = false;
    bool opacityByPressure = false;
    PressureCurve pressureCurve = PressureCurve::Linear;
};

struct PointerSample {
    QPointF position; // picture px
    double pressure = 1;
};

double diameterAt(const BrushSettings& settings, double pressure); // px

class BrushStroke {
public:
    BrushStroke(const BrushSettings& settings, const QSize& pictureSize);

    // Draws up to the sample; returns what changed in coverage().
    QRect moveTo(const PointerSample& sample);
    // The same, whatever the smoothing.
    QRect straightTo(const PointerSample& sample);
    // Draws the rest of the way that smoothing holds back.
    QRect finish();

    // Grey, the picture's size: how much of each pixel the stroke covers, 0..255.
    [[nodiscard]] const QImage& coverage() const { return m_coverage; }
    [[nodiscard]] QRect area() const { return m_area; }

private:
    QRect lineTo(const PointerSample& to);
    QRect dab(const PointerSample& at);
    void prepareProfile(double radius, double strength);

    BrushSettings m_settings;
    QImage m_coverage;
    QRect m_area;
    std::optional<PointerSample> m_last;  // where the brush is
    std::optional<PointerSample> m_given; // where the pointer is
    double m_sinceDab = 0;                // px since the last dab
    // A dab's coverage by the squared distance from its centre, so that a pixel costs a multiplication and a look-up.
    std::vector<uchar> m_profile;
    double m_profileRadius = -1, m_profileStrength = -1;
};

} // namespace genserve::ui
