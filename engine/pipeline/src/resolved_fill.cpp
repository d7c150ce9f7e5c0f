// What is repainted, and how it comes back into the picture.
#include "resolved_parts.h"

namespace genserve::pipeline {
namespace {

constexpr int MostPx = 256; // grow and feather
constexpr int MostPadding = 1024;

bool grows(const GenerationRequest& request)
{
    const auto& growth = request.outpaint;
    return growth && (growth->left > 0 || growth->top > 0 || growth->right > 0 || growth->bottom > 0);
}

void warnUnused(const GenerationRequest& request, RequestCheck& check)
{
    const std::string reason = "in mode " + std::string(toString(request.mode));
    const GenerationRequest defaults;
    check.unused(request.maskImage.has_value(), "mask_image", reason);
    check.unused(!request.pasteBack, "paste_back", reason);
    check.unused(request.maskGrowPx != 0, "mask_grow_px", reason);
    check.unused(request.maskFeatherPx != 0, "mask_feather_px", reason);
    check.unused(request.onlyMasked, "only_masked", reason);
    check.unused(request.maskPaddingPx != defaults.maskPaddingPx, "mask_padding_px", reason);
    check.unused(request.colorMatch, "color_match", reason);
    check.unused(request.outpaint.has_value(), "outpaint", reason);
}

void checkMask(const GenerationRequest& request, RequestCheck& check)
{
    check.require(request.maskImage || grows(request), "mask_image", "is required in mode fill without outpaint");
    if (!request.maskImage || !request.inputImage) {
        return;
    }
    const Image& mask = *request.maskImage;
    const Image& input = *request.inputImage;
    check.require(mask.width == input.width && mask.height == input.height, "mask_image",
                  sizeText(mask.width, mask.height) + " differs from input_image's "
                      + sizeText(input.width, input.height));
}

} // namespace

void resolveFill(const Resolving& step)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    check.requireRange(request.maskGrowPx, -MostPx, MostPx, "mask_grow_px");
    check.requireRange(request.maskFeatherPx, 0, MostPx, "mask_feather_px");
    check.requireRange(request.maskPaddingPx, 0, MostPadding, "mask_padding_px");
    if (request.mode != Mode::Fill) {
        return warnUnused(request, check);
    }
    checkMask(request, check);
    resolved.mask = request.maskImage ? &*request.maskImage : nullptr;
    resolved.pasteBack = request.pasteBack;
    resolved.onlyMasked = request.onlyMasked;
    resolved.colorMatch = request.colorMatch;
    resolved.maskGrowPx = request.maskGrowPx;
    resolved.maskFeatherPx = request.maskFeatherPx;
    resolved.maskPaddingPx = request.maskPaddingPx;
    resolved.workPixels = model.info.nativeSize * model.info.nativeSize;
    check.unused(request.maskPaddingPx != GenerationRequest().maskPaddingPx && !request.onlyMasked, "mask_padding_px",
                 "without only_masked");
    check.unused(request.maskFeatherPx > 0 && !request.pasteBack, "mask_feather_px", "without paste_back");
    check.unused(request.colorMatch && !request.pasteBack, "color_match", "without paste_back");
}

} // namespace genserve::pipeline
