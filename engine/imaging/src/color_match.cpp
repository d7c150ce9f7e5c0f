#include "color_match.h"

#include "disc.h"
#include "mat_view.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <vector>

namespace genserve::imaging {
namespace {

// Pixels nearer to the mask share a latent patch with regenerated ones, and so do not show the cast alone.
constexpr int RingBeginPx = 16;
constexpr int RingEndPx = 48;
constexpr int RegeneratedFrom = 128;
constexpr int MostShift = 64;
// The cast is kept as a coarse grid of cells, so that detail cannot get into it.
constexpr int CellPx = 16;
constexpr int MostCells = 64; // on an axis

struct Cell {
    cv::Point2f center; // px
    float pixels = 0;   // of the ring
    cv::Vec3f cast;     // picture - result, mean over those pixels
};

// 255 from more than begin up to end px away from the mask.
cv::Mat ringAround(const cv::Mat& mask, int begin, int end)
{
    const cv::Mat regenerated = mask >= RegeneratedFrom;
    return dilatedByDisc(regenerated, end) & ~dilatedByDisc(regenerated, begin);
}

int cellsAlong(int length) { return std::clamp(length / CellPx, 1, MostCells); }

// Row by row; those without a pixel of the ring have none.
std::vector<Cell> castInRing(const cv::Mat& picture, const cv::Mat& result, const cv::Mat& ring)
{
    const int across = cellsAlong(ring.cols);
    const int down = cellsAlong(ring.rows);
    const auto border = [](int i, int cells, int length) { return length * i / cells; };
    std::vector<Cell> cells;
    for (int row = 0; row < down; ++row) {
        for (int column = 0; column < across; ++column) {
            const cv::Point begin(border(column, across, ring.cols), border(row, down, ring.rows));
            const cv::Rect area(begin,
                                cv::Point(border(column + 1, across, ring.cols), border(row + 1, down, ring.rows)));
            Cell& cell = cells.emplace_back();
            cell.center = cv::Point2f(begin) + cv::Point2f(area.size()) * 0.5F;
            cell.pixels = static_cast<float>(cv::countNonZero(ring(area)));
            if (cell.pixels > 0) {
                const cv::Scalar cast = cv::mean(picture(area), ring(area)) - cv::mean(result(area), ring(area));
                for (int c = 0; c < 3; ++c) {
                    cell.cast[c] = std::clamp(static_cast<float>(cast[c]), -1.0F * MostShift, 1.0F * MostShift);
                }
            }
        }
    }
    return cells;
}

// The cast at every cell: means of those measured, weighted by 1 / distance². Beside a straight seam that is the
// Poisson kernel, so the cast spreads as by Poisson blending; and no mean exceeds what was measured.
cv::Mat spread(const std::vector<Cell>& cells, int across, int down)
{
    std::vector<Cell> measured;
    std::ranges::copy_if(cells, std::back_inserter(measured), [](const Cell& cell) { return cell.pixels > 0; });
    cv::Mat field(down, across, CV_32FC3);
    auto cell = cells.begin();
    for (int row = 0; row < down; ++row) {
        for (int column = 0; column < across; ++column, ++cell) {
            cv::Vec3f sum;
            float weights = 0;
            for (const Cell& other : measured) {
                const cv::Point2f way = other.center - cell->center;
                const float weight = other.pixels / (way.dot(way) + CellPx * CellPx / 4.0F);
                sum += other.cast * weight;
                weights += weight;
            }
            field.at<cv::Vec3f>(row, column) = sum / weights;
        }
    }
    return field;
}

} // namespace

Image matchColors(Image result, const Image& picture, const Image& mask)
{
    const cv::Mat target = viewOf(result);
    cv::Mat ring = ringAround(viewOf(mask), RingBeginPx, RingEndPx);
    if (cv::countNonZero(ring) == 0) {
        ring = ringAround(viewOf(mask), 0, RingBeginPx);
    }
    if (cv::countNonZero(ring) == 0) {
        return result;
    }
    const cv::Mat cast =
        spread(castInRing(viewOf(picture), target, ring), cellsAlong(target.cols), cellsAlong(target.rows));
    cv::Mat tall; // all rows, but still only the cells' columns; the other axis row by row, to save memory
    cv::resize(cast, tall, {cast.cols, target.rows});
    cv::Mat castRow;
    for (int y = 0; y < target.rows; ++y) {
        cv::resize(tall.row(y), castRow, {target.cols, 1});
        cv::add(target.row(y), castRow, target.row(y), cv::noArray(), CV_8UC3);
    }
    return result;
}

} // namespace genserve::imaging
