#include "lanczos.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace genserve::imaging {
namespace {

constexpr double Lobes = 3.0;

double sinc(double x)
{
    if (x == 0.0) {
        return 1.0;
    }
    x *= std::numbers::pi;
    return std::sin(x) / x;
}

double lanczos(double x) { return x >= -Lobes && x < Lobes ? sinc(x) * sinc(x / Lobes) : 0.0; }

std::int32_t toFixedPoint(double weight)
{
    const double scaled = weight * (1 << LanczosWeights::WeightBits);
    return static_cast<std::int32_t>(weight < 0 ? scaled - 0.5 : scaled + 0.5);
}

} // namespace

LanczosWeights::LanczosWeights(const Axis& axis)
{
    const double scale = static_cast<double>(axis.inSize) / axis.fullSize;
    const double filterScale = std::max(scale, 1.0); // the kernel widens when shrinking, which is the antialiasing
    const double support = Lobes * filterScale;
    const double inverseScale = 1.0 / filterScale;

    m_inputBegin = axis.inSize;
    m_offsets.push_back(0);
    std::vector<double> kernel;
    for (int output = axis.first; output < axis.first + axis.count; ++output) {
        const double center = (output + 0.5) * scale;
        const int begin = std::max(static_cast<int>(center - support + 0.5), 0);
        const int end = std::min(static_cast<int>(center + support + 0.5), axis.inSize);
        kernel.clear();
        double sum = 0.0;
        for (int input = 0; input < end - begin; ++input) {
            kernel.push_back(lanczos((input + begin - center + 0.5) * inverseScale));
            sum += kernel.back();
        }
        for (const double weight : kernel) {
            m_weights.push_back(toFixedPoint(sum != 0.0 ? weight / sum : weight));
        }
        m_firstInput.push_back(begin);
        m_offsets.push_back(m_weights.size());
        m_inputBegin = std::min(m_inputBegin, begin);
        m_inputEnd = std::max(m_inputEnd, end);
    }
}

std::span<const std::int32_t> LanczosWeights::weights(int output) const
{
    const auto index = static_cast<std::size_t>(output);
    return std::span(m_weights).subspan(m_offsets[index], m_offsets[index + 1] - m_offsets[index]);
}

} // namespace genserve::imaging
