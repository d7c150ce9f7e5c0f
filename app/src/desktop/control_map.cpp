#include "control_map.h"

#include "imaging/canny.h"
#include "imaging/prepare.h"
#include "ui/pixels.h"

namespace genserve::app {
namespace {

constexpr std::uint8_t NoEdges = 0; // what resize mode pad adds

} // namespace

QImage controlMapOf(const QImage& picture, const GenerationRequest& request)
{
    if (picture.isNull()) {
        return {};
    }
    const Image fitted = imaging::fitImage(ui::rgbImage(picture), request.width.value_or(picture.width()),
                                           request.height.value_or(picture.height()), request.resizeMode, NoEdges);
    const Image map = request.controlPreprocess ? imaging::cannyEdges(fitted) : fitted;
    return ui::qImage(map);
}

} // namespace genserve::app
