#include "imaging/prepare.h"
#include "imaging/repaint.h"

#include <algorithm>

namespace genserve::imaging {

Image outpaintPicture(const Image& picture, const Outpaint& growth)
{
    const int width = growth.left + picture.width + growth.right;
    const int height = growth.top + picture.height + growth.bottom;
    return padReplicate(picture, GridSize{width, height, growth.left, growth.top});
}

Image outpaintMask(const Image& mask, int width, int height, const Outpaint& growth)
{
    Image result = Image::filled(growth.left + width + growth.right, growth.top + height + growth.bottom, 1, 255);
    for (int y = 0; y < height; ++y) {
        const auto target = result.row(growth.top + y).begin() + growth.left;
        if (mask.isEmpty()) {
            std::fill_n(target, width, std::uint8_t{0});
        } else {
            std::ranges::copy(mask.row(y), target);
        }
    }
    return result;
}

} // namespace genserve::imaging
