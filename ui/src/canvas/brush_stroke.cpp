#include "brush_stroke.h"

#include "area_shapes.h"

#include <algorithm>
#include <cmath>

namespace genserve::ui {
namespace {

constexpr double LeastSize = 1;      // px
constexpr double Spacing = 0.08;     // of the diameter, between dabs: no ripples even at hardness 1
constexpr double LeastSpacing = 0.5; // px
constexpr double MostLag = 0.92;     // of the way, at smoothing 1
constexpr double LeastPressureSize = 0.05;

PointerSample between(const PointerSample& from, const PointerSample& to, double t)
{
    return {from.position + (to.position - from.position) * t, from.pressure + (to.pressure - from.pressure) * t};
}

// Smooth from 1 inside the hard core to 0 at the rim; at least one pixel wide, so that edges are antialiased.
double fallOff(double distance, double radius, double hardness)
{
    const double core = std::min(radius * hardness, radius - 0.5);
    const double rim = radius + 0.5;
    const double t = std::clamp((rim - distance) / std::max(rim - core, 1e-6), 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

constexpr std::size_t ProfileSize = 4096;

} // namespace

double pressureOn(PressureCurve curve, double pressure)
{
    const double given = std::clamp(pressure, 0.0, 1.0);
    switch (curve) {
    case PressureCurve::Soft: return std::sqrt(given);
    case PressureCurve::Firm: return given * given;
    case PressureCurve::Linear: break;
    }
    return given;
}

double diameterAt(const BrushSettings& settings, double pressure)
{
    const double share = settings.sizeByPressure ? LeastPressureSize + (1 - LeastPressureSize) * pressure : 1;
    return std::max(LeastSize, settings.size * share);
}

BrushStroke::BrushStroke(const BrushSettings& settings, const QSize& pictureSize)
    : m_settings(settings), m_coverage(blackMask(pictureSize))
{
}

QRect BrushStroke::moveTo(const PointerSample& sample)
{
    m_given = sample;
    if (!m_last) {
        m_last = sample;
        return dab(sample);
    }
    return lineTo(between(*m_last, sample, 1 - MostLag * m_settings.smoothing));
}

QRect BrushStroke::straightTo(const PointerSample& sample)
{
    m_given = sample;
    return lineTo(sample);
}

QRect BrushStroke::finish() { return m_given && m_last ? lineTo(*m_given) : QRect(); }

QRect BrushStroke::lineTo(const PointerSample& to)
{
    const PointerSample from = *m_last;
    const double length = std::hypot(to.position.x() - from.position.x(), to.position.y() - from.position.y());
    QRect changed;
    double travelled = 0;
    while (true) {
        const double t = length > 0 ? travelled / length : 1;
        const double step =
            std::max(LeastSpacing, Spacing * diameterAt(m_settings, between(from, to, t).pressure)) - m_sinceDab;
        if (travelled + step > length) {
            break;
        }
        travelled += step;
        changed |= dab(between(from, to, travelled / length));
        m_sinceDab = 0;
    }
    m_sinceDab += length - travelled;
    m_last = to;
    return changed;
}

// Dabs of one stroke are often alike.
void BrushStroke::prepareProfile(double radius, double strength)
{
    if (radius == m_profileRadius && strength == m_profileStrength) {
        return;
    }
    m_profileRadius = radius;
    m_profileStrength = strength;
    m_profile.resize(ProfileSize);
    for (std::size_t i = 0; i < ProfileSize; ++i) {
        const double distance = (radius + 0.5) * std::sqrt((static_cast<double>(i) + 0.5) / ProfileSize);
        m_profile[i] = static_cast<uchar>(std::lround(255 * strength * fallOff(distance, radius, m_settings.hardness)));
    }
}

QRect BrushStroke::dab(const PointerSample& at)
{
    const double radius = diameterAt(m_settings, at.pressure) / 2;
    const double rim = radius + 0.5;
    const QRect reach = QRectF(at.position - QPointF(rim, rim), QSizeF(2 * rim, 2 * rim))
                            .toAlignedRect()
                            .intersected(m_coverage.rect());
    const double strength = m_settings.opacity * (m_settings.opacityByPressure ? at.pressure : 1);
    prepareProfile(radius, strength);
    const double scale = ProfileSize / (rim * rim);
    for (int y = reach.top(); y <= reach.bottom(); ++y) {
        uchar* row = m_coverage.scanLine(y);
        const double dy = y + 0.5 - at.position.y();
        for (int x = reach.left(); x <= reach.right(); ++x) {
            const double dx = x + 0.5 - at.position.x();
            const auto place = static_cast<std::size_t>((dx * dx + dy * dy) * scale);
            if (place < ProfileSize) {
                row[x] = std::max(row[x], m_profile[place]);
            }
        }
    }
    m_area |= reach;
    return reach;
}

} // namespace genserve::ui
