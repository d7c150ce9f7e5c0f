#include "imaging/resize.h"

#include "resize_region.h"

#include <algorithm>
#include <array>

namespace genserve::imaging {
namespace {

constexpr std::int32_t Half = 1 << (LanczosWeights::WeightBits - 1);

std::uint8_t toByte(std::int32_t sum)
{
    return static_cast<std::uint8_t>(std::clamp(sum >> LanczosWeights::WeightBits, 0, 255));
}

// in begins with column firstColumn of the axis.
template <std::size_t Channels>
void resizeRow(std::span<const std::uint8_t> in, int firstColumn, std::span<std::uint8_t> out,
               const LanczosWeights& weights)
{
    std::uint8_t* target = out.data();
    for (int x = 0; x < weights.count(); ++x) {
        const auto column = static_cast<std::size_t>(weights.firstInput(x) - firstColumn);
        const std::uint8_t* source = in.data() + column * Channels;
        std::array<std::int32_t, Channels> sums;
        sums.fill(Half);
        for (const std::int32_t weight : weights.weights(x)) {
            for (std::size_t c = 0; c < Channels; ++c) {
                sums[c] += source[c] * weight;
            }
            source += Channels;
        }
        for (std::size_t c = 0; c < Channels; ++c) {
            *target++ = toByte(sums[c]);
        }
    }
}

// Makes the columns of rows [firstRow, lastRow); row 0 of the answer is firstRow. Column 0 of the image is column
// firstColumn of the axis.
Image resizeColumns(const Image& image, const LanczosWeights& weights, int firstColumn, int firstRow, int lastRow)
{
    Image result = Image::filled(weights.count(), lastRow - firstRow, image.channels, 0);
    for (int y = firstRow; y < lastRow; ++y) {
        if (image.channels == 1) {
            resizeRow<1>(image.row(y), firstColumn, result.row(y - firstRow), weights);
        } else {
            resizeRow<3>(image.row(y), firstColumn, result.row(y - firstRow), weights);
        }
    }
    return result;
}

// Makes the rows of columns [firstColumn, lastColumn); row 0 of the image is row firstRow of the axis. Whole rows are
// summed at once, which compilers turn into SIMD.
Image resizeRows(const Image& image, const LanczosWeights& weights, int firstRow, int firstColumn, int lastColumn)
{
    Image result = Image::filled(lastColumn - firstColumn, weights.count(), image.channels, 0);
    const auto skipped = static_cast<std::size_t>(firstColumn * image.channels);
    std::vector<std::int32_t> sums(result.rowBytes());
    for (int y = 0; y < result.height; ++y) {
        std::fill(sums.begin(), sums.end(), Half);
        int sourceRow = weights.firstInput(y) - firstRow;
        for (const std::int32_t weight : weights.weights(y)) {
            const std::uint8_t* source = image.row(sourceRow++).data() + skipped;
            std::int32_t* sum = sums.data();
            for (std::size_t i = 0; i < sums.size(); ++i) {
                sum[i] += source[i] * weight;
            }
        }
        std::transform(sums.begin(), sums.end(), result.row(y).begin(), toByte);
    }
    return result;
}

// Pillow 13 takes the vertical pass first where the height loses more than twice the pixels that the width loses
// (python-pillow/Pillow pull request 9549). The bytes in between are rounded, so the order shows in the result.
bool isVerticalFirst(const Axis& columns, const Axis& rows)
{
    const int lostColumns = std::max(columns.inSize - columns.fullSize, 0);
    return rows.inSize - rows.fullSize > 2 * lostColumns;
}

} // namespace

Image resizeRegion(const Image& image, const Axis& columns, const Axis& rows)
{
    if (columns.isIdentity() && rows.isIdentity()) {
        return image;
    }
    const LanczosWeights columnWeights(columns);
    const LanczosWeights rowWeights(rows);
    if (rows.isIdentity()) {
        return resizeColumns(image, columnWeights, 0, 0, image.height);
    }
    if (columns.isIdentity()) {
        return resizeRows(image, rowWeights, 0, 0, image.width);
    }
    if (isVerticalFirst(columns, rows)) {
        const int firstColumn = columnWeights.inputBegin();
        const Image flattened = resizeRows(image, rowWeights, 0, firstColumn, columnWeights.inputEnd());
        return resizeColumns(flattened, columnWeights, firstColumn, 0, flattened.height);
    }
    const int firstRow = rowWeights.inputBegin();
    const Image narrowed = resizeColumns(image, columnWeights, 0, firstRow, rowWeights.inputEnd());
    return resizeRows(narrowed, rowWeights, firstRow, 0, narrowed.width);
}

Image resizeLanczos(const Image& image, int width, int height)
{
    return resizeRegion(image, Axis{image.width, width, 0, width}, Axis{image.height, height, 0, height});
}

} // namespace genserve::imaging
