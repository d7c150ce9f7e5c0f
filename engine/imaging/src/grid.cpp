#include "imaging/prepare.h"

#include <algorithm>

namespace genserve::imaging {

GridSize gridSize(int width, int height, int grid)
{
    const auto roundUp = [grid](int size) { return (size + grid - 1) / grid * grid; };
    const int gridWidth = roundUp(width);
    const int gridHeight = roundUp(height);
    return {gridWidth, gridHeight, (gridWidth - width) / 2, (gridHeight - height) / 2};
}

Image padReplicate(const Image& image, const GridSize& grid)
{
    Image result = Image::filled(grid.width, grid.height, image.channels, 0);
    for (int y = 0; y < grid.height; ++y) {
        const auto source = image.row(std::clamp(y - grid.offsetY, 0, image.height - 1));
        auto target = result.row(y).begin();
        for (int x = 0; x < grid.width; ++x) {
            const int sourceX = std::clamp(x - grid.offsetX, 0, image.width - 1);
            target = std::copy_n(source.begin() + sourceX * image.channels, image.channels, target);
        }
    }
    return result;
}

Image padZero(const Image& image, const GridSize& grid)
{
    Image result = Image::filled(grid.width, grid.height, image.channels, 0);
    for (int y = 0; y < image.height; ++y) {
        std::ranges::copy(image.row(y), result.row(grid.offsetY + y).begin() + grid.offsetX * image.channels);
    }
    return result;
}

Image cropToSize(const Image& image, const GridSize& grid, int width, int height)
{
    Image result = Image::filled(width, height, image.channels, 0);
    for (int y = 0; y < height; ++y) {
        std::copy_n(image.row(grid.offsetY + y).begin() + grid.offsetX * image.channels, result.rowBytes(),
                    result.row(y).begin());
    }
    return result;
}

} // namespace genserve::imaging
