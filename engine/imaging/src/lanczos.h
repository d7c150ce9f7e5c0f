// The weights of Pillow's Lanczos resampling along one axis (src/libImaging/Resample.c: precompute_coeffs and
// normalize_coeffs_8bpc).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace genserve::imaging {

// Of an axis resized from inSize to fullSize samples, the outputs [first, first + count) are wanted.
struct Axis {
    int inSize = 0;
    int fullSize = 0;
    int first = 0;
    int count = 0;

    [[nodiscard]] bool isIdentity() const { return inSize == fullSize && count == fullSize; }
};

// Output i = sum over t of weights(i)[t] * input[firstInput(i) + t], in fixed point with WeightBits bits.
class LanczosWeights {
public:
    static constexpr int WeightBits = 32 - 8 - 2;

    explicit LanczosWeights(const Axis& axis);

    [[nodiscard]] int count() const { return static_cast<int>(m_firstInput.size()); }
    [[nodiscard]] int firstInput(int output) const { return m_firstInput[static_cast<std::size_t>(output)]; }
    [[nodiscard]] std::span<const std::int32_t> weights(int output) const;
    // The inputs that any of the outputs reads: [inputBegin, inputEnd).
    [[nodiscard]] int inputBegin() const { return m_inputBegin; }
    [[nodiscard]] int inputEnd() const { return m_inputEnd; }

private:
    std::vector<int> m_firstInput;
    std::vector<std::size_t> m_offsets; // into m_weights; one more than outputs
    std::vector<std::int32_t> m_weights;
    int m_inputBegin = 0;
    int m_inputEnd = 0;
};

} // namespace genserve::imaging
