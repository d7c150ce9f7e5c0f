#include "work_area.h"

#include <algorithm>
#include <cmath>

namespace genserve::imaging {
namespace {

constexpr int MaxWorkSide = 4096;    // px, as for pictures
constexpr double MostOversize = 2.0; // of workPixels

// One axis of the plan, px.
struct Side {
    int first = 0, length = 0; // of the box
    int limit = 0;             // the picture's length
    int work = 0;

    [[nodiscard]] int room() const { return limit - length; }
    [[nodiscard]] double scale() const { return static_cast<double>(work) / length; }
};

double idealScale(const Side& across, const Side& down, int workPixels)
{
    const double area = static_cast<double>(across.length) * down.length;
    return std::clamp(1.0, std::sqrt(workPixels / area), std::sqrt(MostOversize * workPixels / area));
}

// Lengthens the side on both ends, as far as the picture goes.
void lengthen(Side& side, int length)
{
    const int before = (length - side.length) / 2;
    side.first = std::clamp(side.first - before, 0, side.limit - length);
    side.length = length;
}

// Rounds the side's work length up to the grid and lengthens the side to match. Where the picture has no room for
// that, the work length is the multiple next to the whole side, and the side gets a scale of its own, at most
// mostScale.
void settle(Side& side, double scale, double mostScale, int grid)
{
    constexpr double Slack = 1e-6; // products of a length and its scale that are multiples of the grid but for rounding
    const auto multiple = [grid](double cells) { return std::max(static_cast<int>(cells), 1) * grid; };
    const int most = multiple(mostScale * side.length / grid + Slack);
    side.work = std::min(multiple(std::ceil(side.length * scale / grid - Slack)), most);
    const auto wanted = static_cast<int>(std::lround(side.work / scale));
    if (wanted > side.limit) {
        lengthen(side, side.limit);
        side.work = std::min(multiple(std::round(side.limit * scale / grid)), most);
    } else {
        lengthen(side, std::max(wanted, side.length));
    }
}

} // namespace

WorkArea planWorkArea(const Repaint::Box& needed, int pictureWidth, int pictureHeight, int workPixels, int grid)
{
    Side across{needed.x, needed.width, pictureWidth};
    Side down{needed.y, needed.height, pictureHeight};
    const double most = static_cast<double>(MaxWorkSide) / std::max(across.length, down.length);
    const double scale = std::min(idealScale(across, down, workPixels), most);
    // The side with less room may have to deviate from the scale; the other one can follow.
    Side& tight = across.room() < down.room() ? across : down;
    Side& loose = across.room() < down.room() ? down : across;
    settle(tight, scale, most, grid);
    settle(loose, tight.scale(), most, grid);
    return {{across.first, down.first, across.length, down.length}, across.work, down.work};
}

} // namespace genserve::imaging
