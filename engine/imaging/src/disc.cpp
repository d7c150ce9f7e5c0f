#include "disc.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace genserve::imaging {
namespace {

// Rows that are handled at once: enough to make calls cheap, few enough for the second-level cache.
constexpr int BlockRows = 64;

// Half the length of the disc's horizontal chord at the height dy, rounded down.
int halfChord(int radius, int dy)
{
    const int square = radius * radius - dy * dy;
    int half = static_cast<int>(std::sqrt(static_cast<double>(square)));
    while (half * half > square) {
        --half;
    }
    while ((half + 1) * (half + 1) <= square) {
        ++half;
    }
    return half;
}

void raise(cv::Mat target, const cv::Mat& by) { cv::max(target, by, target); }

// Maxima over the horizontal windows [x - half(), x + half()] of each row of a block.
class RunningMaxima {
public:
    explicit RunningMaxima(const cv::Mat& block) : m_maxima(block.clone()) {}

    [[nodiscard]] const cv::Mat& maxima() const { return m_maxima; }

    // The union of three windows, shifted by no more than half their length, is one longer window. A shift of their
    // whole length would do as well but for the ends of a row: where a window's middle lies outside, its inner end is
    // lost.
    void widen(int half)
    {
        const int width = m_maxima.cols;
        while (m_half < half && m_half < width - 1) {
            const int shift = std::min({half - m_half, m_half + 1, width - 1});
            m_maxima.copyTo(m_wider);
            raise(m_wider.colRange(shift, width), m_maxima.colRange(0, width - shift));
            raise(m_wider.colRange(0, width - shift), m_maxima.colRange(shift, width));
            std::swap(m_maxima, m_wider);
            m_half += shift;
        }
    }

private:
    cv::Mat m_maxima, m_wider;
    int m_half = 0;
};

// Raises the target's rows from firstRow on by the block's, as far as the target has them.
void raiseRows(const cv::Mat& target, const cv::Mat& block, int firstRow)
{
    const int begin = std::max(firstRow, 0);
    const int end = std::min(firstRow + block.rows, target.rows);
    if (begin < end) {
        raise(target.rowRange(begin, end), block.rowRange(begin - firstRow, end - firstRow));
    }
}

} // namespace

// A disc is a stack of chords, so the dilation is the maximum of horizontal running maxima, shifted up and down. From
// pole to equator the chords only grow, and each running maximum is made from the one before.
cv::Mat dilatedByDisc(const cv::Mat& mask, int radius)
{
    cv::Mat result = mask.clone();
    for (int y = 0; y < mask.rows; y += BlockRows) {
        const cv::Mat block = mask.rowRange(y, std::min(y + BlockRows, mask.rows));
        if (cv::countNonZero(block) == 0) {
            continue;
        }
        RunningMaxima running(block);
        for (int dy = radius; dy >= 0; --dy) {
            running.widen(halfChord(radius, dy));
            raiseRows(result, running.maxima(), y - dy);
            raiseRows(result, running.maxima(), y + dy);
        }
    }
    return result;
}

cv::Rect reachOf(const cv::Mat& mask, int distance)
{
    const cv::Rect box = cv::boundingRect(mask);
    if (box.empty()) {
        return {};
    }
    return (box - cv::Point(distance, distance) + cv::Size(2 * distance, 2 * distance))
           & cv::Rect(0, 0, mask.cols, mask.rows);
}

} // namespace genserve::imaging
