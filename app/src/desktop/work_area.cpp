#include "work_area.h"

#include "imaging/repaint.h"

#include <cstring>

namespace genserve::app {
namespace {

constexpr int Grid = 16; // px, of every FLUX.1 autoencoder

Image greyOf(const QImage& mask)
{
    const QImage grey = mask.convertToFormat(QImage::Format_Grayscale8);
    Image image = Image::filled(grey.width(), grey.height(), 1, 0);
    for (int y = 0; y < grey.height(); ++y) {
        std::memcpy(image.row(y).data(), grey.constScanLine(y), image.rowBytes());
    }
    return image;
}

} // namespace

QRect workAreaOf(const QImage& mask, const GenerationRequest& request, int nativeSize)
{
    if (mask.isNull()) {
        return {};
    }
    const Outpaint out = request.outpaint.value_or(Outpaint{});
    const Image grey =
        request.outpaint ? imaging::outpaintMask(greyOf(mask), mask.width(), mask.height(), out) : greyOf(mask);
    const imaging::RepaintOptions options{.growPx = request.maskGrowPx,
                                          .featherPx = request.maskFeatherPx,
                                          .onlyMasked = request.onlyMasked,
                                          .paddingPx = request.maskPaddingPx,
                                          .workPixels = nativeSize * nativeSize,
                                          .grid = Grid};
    const auto box = imaging::Repaint::plannedBox(grey, options);
    return {box.x - out.left, box.y - out.top, box.width, box.height};
}

} // namespace genserve::app
