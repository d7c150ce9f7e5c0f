#include "work_area.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace genserve::imaging {
namespace {

constexpr int MaxWorkSide = 4096;    // px, as for pictures
constexpr double MostOversize = 2.0; // of workPixels

// One axis of the plan, px.
struct Side {
    int first = 0, length = 0; // of the box
    int limit = 0;             // the picture's length
    int work = 0;

    [[nodiscard]] double scale() const { return static_cast<double>(work) / length; }
};

double idealScale(const Side& across, const Side& down, int workPixels)
{
    const double area = static_cast<double>(across.length) * down.length;
    return std::clamp(1.0, std::sqrt(workPixels / area), std::sqrt(MostOversize * workPixels / area));
}

double distortion(const std::pair<Side, Side>& sides)
{
    return std::abs(std::log(sides.first.scale() / sides.second.scale()));
}

// Lengthens the side on both ends, as far as the picture goes.
void lengthen(Side& side, int length)
{
    const int before = (length - side.length) / 2;
    side.first = std::clamp(side.first - before, 0, side.limit - length);
    side.length = length;
}

int longestSide(int grid) { return MaxWorkSide / grid * grid; }

// Rounds the side's work length up to the grid and lengthens the side to match. Where the picture has no room for
// that, the work length is the multiple next to the whole side, and the side gets a scale of its own, at most
// mostScale.
void settle(Side& side, double scale, double mostScale, int grid)
{
    constexpr double Slack = 1e-6; // products of a length and its scale that are multiples of the grid but for rounding
    const auto multiple = [grid](double cells) {
        return std::clamp(static_cast<int>(cells) * grid, grid, longestSide(grid));
    };
    side.work = multiple(std::ceil(side.length * scale / grid - Slack));
    const auto wanted = static_cast<int>(std::lround(side.work / scale));
    if (wanted > side.limit) {
        lengthen(side, side.limit);
        const int most = multiple(side.limit * mostScale / grid + Slack);
        side.work = std::min(multiple(std::round(side.limit * scale / grid)), most);
    } else {
        lengthen(side, std::max(wanted, side.length));
    }
}

} // namespace

WorkArea planWorkArea(const Repaint::Box& needed, int pictureWidth, int pictureHeight, int workPixels, int grid)
{
    const Side across{needed.x, needed.width, pictureWidth};
    const Side down{needed.y, needed.height, pictureHeight};
    const double most = static_cast<double>(longestSide(grid)) / std::max(across.length, down.length);
    const double scale = std::min(idealScale(across, down, workPixels), most);
    // A side without room deviates from the scale, and the other one can follow it if it comes second.
    auto wide = std::pair{across, down};
    settle(wide.first, scale, most, grid);
    settle(wide.second, wide.first.scale(), most, grid);
    auto tall = std::pair{across, down};
    settle(tall.second, scale, most, grid);
    settle(tall.first, tall.second.scale(), most, grid);
    const auto& [x, y] = distortion(wide) <= distortion(tall) ? wide : tall;
    return {{x.first, y.first, x.length, y.length}, x.work, y.work};
}

} // namespace genserve::imaging
