#include "work_area.h"

#include <utility>

#include "imaging/canny.h"
#include "imaging/prepare.h"

namespace genserve::pipeline {
namespace {

constexpr std::uint8_t PictureFill = 127; // resize_mode pad: mid-grey
constexpr std::uint8_t MaskFill = 0;      // ... and nothing to repaint there
constexpr std::uint8_t ControlFill = 0;   // ... no edges, far away

// The asked canvas without what outpainting adds to it.
Image fittedInside(const Image& image, const ResolvedRequest& request, std::uint8_t padValue)
{
    const Outpaint growth = request.outpaint.value_or(Outpaint{});
    return imaging::fitImage(image, request.width - growth.left - growth.right,
                             request.height - growth.top - growth.bottom, request.resizeMode, padValue);
}

Image preparedInput(const ResolvedRequest& request)
{
    if (request.input == nullptr) {
        return {};
    }
    Image picture = fittedInside(*request.input, request, PictureFill);
    return request.outpaint ? imaging::outpaintPicture(picture, *request.outpaint) : picture;
}

Image preparedMask(const ResolvedRequest& request)
{
    const Image mask =
        request.mask == nullptr ? Image{} : imaging::toGrey(fittedInside(*request.mask, request, MaskFill));
    if (!request.outpaint) {
        return mask;
    }
    const Outpaint& growth = *request.outpaint;
    return imaging::outpaintMask(mask, request.width - growth.left - growth.right,
                                 request.height - growth.top - growth.bottom, growth);
}

} // namespace

WorkArea::WorkArea(const ResolvedRequest& request, int grid) : m_request(request), m_prepared(preparedInput(request))
{
    if (request.mode != Mode::Fill) {
        return;
    }
    const imaging::RepaintOptions options{.growPx = request.maskGrowPx,
                                          .featherPx = request.maskFeatherPx,
                                          .onlyMasked = request.onlyMasked,
                                          .paddingPx = request.maskPaddingPx,
                                          .pasteBack = request.pasteBack,
                                          .colorMatch = request.colorMatch,
                                          .workPixels = request.workPixels,
                                          .grid = grid};
    m_repaint.emplace(m_prepared, preparedMask(request), options);
}

int WorkArea::width() const { return m_repaint ? m_repaint->picture().width : m_request.width; }

int WorkArea::height() const { return m_repaint ? m_repaint->picture().height : m_request.height; }

const Image& WorkArea::picture() const { return m_repaint ? m_repaint->picture() : m_prepared; }

const Image& WorkArea::mask() const { return m_repaint->mask(); }

Image WorkArea::control(const Image& picture) const
{
    Image map = imaging::fitImage(picture, m_request.width, m_request.height, m_request.resizeMode, ControlFill);
    if (m_repaint) {
        map = m_repaint->followed(map);
    }
    return m_request.findEdges ? imaging::cannyEdges(map) : map;
}

Image WorkArea::finish(Image result) const { return m_repaint ? m_repaint->finish(result) : std::move(result); }

} // namespace genserve::pipeline
