#include "result_origin.h"

#include <algorithm>

#include <QPainter>

#include "../canvas/area_shapes.h"
#include "mask_shaping.h"
#include "ui/pixels.h"

namespace genserve::ui {
namespace {

// The picture as it was, where it lies in one that was enlarged.
QImage placed(const QImage& picture, const std::optional<Outpaint>& out, const QColor& around)
{
    if (!out) {
        return picture;
    }
    QImage enlarged(picture.size() + QSize(out->left + out->right, out->top + out->bottom),
                    picture.format() == QImage::Format_Grayscale8 ? picture.format() : QImage::Format_RGB32);
    enlarged.fill(around);
    QPainter(&enlarged).drawImage(out->left, out->top, picture);
    return enlarged;
}

// What was to be repainted, with what the mask was grown and feathered by and all that is new.
QImage repainted(const GenerationRequest& request)
{
    QImage mask = request.maskImage ? qImage(*request.maskImage) : QImage();
    if (mask.isNull() && request.outpaint) {
        mask = blackMask(qImage(*request.inputImage).size());
    }
    mask = placed(mask, request.outpaint, Qt::white);
    return mask.isNull() ? mask : grownMask(mask, std::max(0, request.maskGrowPx) + request.maskFeatherPx);
}

} // namespace

std::optional<ResultOrigin> originOf(const GenerationRequest& request, const QColor& around)
{
    const std::optional<Image>& before = request.inputImage ? request.inputImage : request.controlImage;
    if (!before) {
        return std::nullopt;
    }
    return ResultOrigin{placed(qImage(*before), request.outpaint, around),
                        request.pasteBack && request.inputImage ? repainted(request) : QImage()};
}

} // namespace genserve::ui
