#include "imaging/prepare.h"

namespace genserve::imaging {

Image toGrey(const Image& image)
{
    if (image.channels == 1) {
        return image;
    }
    Image grey = Image::filled(image.width, image.height, 1, 0);
    const std::uint8_t* rgb = image.pixels.data();
    for (std::uint8_t& value : grey.pixels) {
        // Pillow's L24: 0.299, 0.587 and 0.114 in 16-bit fixed point.
        value = static_cast<std::uint8_t>((rgb[0] * 19595u + rgb[1] * 38470u + rgb[2] * 7471u + 0x8000u) >> 16);
        rgb += 3;
    }
    return grey;
}

} // namespace genserve::imaging
