#include "work_area.h"

#include "imaging/repaint.h"
#include "ui/pixels.h"

namespace genserve::app {
namespace {

constexpr int Grid = 16; // px, of every FLUX.1 autoencoder

} // namespace

QRect workAreaOf(const QImage& mask, const GenerationRequest& request, int nativeSize)
{
    if (mask.isNull()) {
        return {};
    }
    const Outpaint out = request.outpaint.value_or(Outpaint{});
    const Image grey = request.outpaint ? imaging::outpaintMask(ui::greyImage(mask), mask.width(), mask.height(), out)
                                        : ui::greyImage(mask);
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
