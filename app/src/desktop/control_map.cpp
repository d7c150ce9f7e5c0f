#include "control_map.h"

#include "imaging/canny.h"
#include "imaging/prepare.h"

#include <cstring>

namespace genserve::app {
namespace {

constexpr std::uint8_t NoEdges = 0; // what resize mode pad adds

Image rgbOf(const QImage& picture)
{
    const QImage rgb = picture.convertToFormat(QImage::Format_RGB888);
    Image image = Image::filled(rgb.width(), rgb.height(), 3, 0);
    for (int y = 0; y < rgb.height(); ++y) {
        std::memcpy(image.row(y).data(), rgb.constScanLine(y), image.rowBytes());
    }
    return image;
}

} // namespace

QImage controlMapOf(const QImage& picture, const GenerationRequest& request)
{
    if (picture.isNull()) {
        return {};
    }
    const Image fitted = imaging::fitImage(rgbOf(picture), request.width.value_or(picture.width()),
                                           request.height.value_or(picture.height()), request.resizeMode, NoEdges);
    const Image map = request.controlPreprocess ? imaging::cannyEdges(fitted) : fitted;
    const QImage borrowed(map.pixels.data(), map.width, map.height, static_cast<qsizetype>(map.rowBytes()),
                          QImage::Format_RGB888);
    return borrowed.copy();
}

} // namespace genserve::app
