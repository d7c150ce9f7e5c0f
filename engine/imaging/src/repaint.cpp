#include "imaging/repaint.h"

#include "color_match.h"
#include "disc.h"
#include "imaging/prepare.h"
#include "imaging/resize.h"
#include "mat_view.h"
#include "work_area.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace genserve::imaging {
namespace {

constexpr int RegeneratedFrom = 128;

Image cut(const Image& image, const Repaint::Box& box)
{
    return cropToSize(image, GridSize{image.width, image.height, box.x, box.y}, box.width, box.height);
}

// What the mask or its feather touches, grown by the padding; the whole picture for a black mask.
Repaint::Box neededBox(const Image& mask, const Image& weight, int paddingPx)
{
    cv::Mat touched;
    cv::bitwise_or(viewOf(mask) >= RegeneratedFrom, viewOf(weight), touched);
    const cv::Rect reach = reachOf(touched, paddingPx);
    return reach.empty() ? Repaint::Box{0, 0, mask.width, mask.height}
                         : Repaint::Box{reach.x, reach.y, reach.width, reach.height};
}

// Bilinear, which unlike Lanczos keeps a soft edge's values between those beside it. Made smaller, the mask is grown by
// half a pixel of the new size first, so that its thin lines are not averaged away.
Image scaledMask(const Image& mask, int width, int height)
{
    const double shrink = std::max(static_cast<double>(mask.width) / width, static_cast<double>(mask.height) / height);
    const Image source = shrink > 1 ? growMask(mask, static_cast<int>(std::ceil(shrink / 2))) : mask;
    Image result = Image::filled(width, height, 1, 0);
    cv::resize(viewOf(source), viewOf(result), {width, height}, 0, 0, shrink > 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    return result;
}

} // namespace

Repaint::Repaint(Image prepared, const Image& mask, const RepaintOptions& options)
    : m_options(options), m_prepared(std::move(prepared)), m_box{0, 0, m_prepared.width, m_prepared.height}
{
    Image grown = growMask(mask, options.growPx);
    m_weight = featherMask(grown, options.featherPx);
    if (!options.onlyMasked) {
        m_picture = m_prepared;
        m_mask = std::move(grown);
        return;
    }
    const WorkArea area = planWorkArea(neededBox(grown, m_weight, options.paddingPx), m_prepared.width,
                                       m_prepared.height, options.workPixels, options.grid);
    m_box = area.box;
    m_picture = resizeLanczos(cut(m_prepared, m_box), area.width, area.height);
    m_mask = scaledMask(cut(grown, m_box), area.width, area.height);
}

Repaint::Box Repaint::plannedBox(const Image& mask, const RepaintOptions& options)
{
    if (!options.onlyMasked) {
        return {0, 0, mask.width, mask.height};
    }
    const Image grown = growMask(mask, options.growPx);
    const Image weight = featherMask(grown, options.featherPx);
    return planWorkArea(neededBox(grown, weight, options.paddingPx), mask.width, mask.height, options.workPixels,
                        options.grid)
        .box;
}

Image Repaint::followed(const Image& map) const
{
    return m_options.onlyMasked ? resizeLanczos(cut(map, m_box), m_picture.width, m_picture.height) : map;
}

Image Repaint::finish(const Image& result) const
{
    Image part = m_options.colorMatch ? matchColors(result, m_picture, m_mask) : result;
    part = resizeLanczos(part, m_box.width, m_box.height);
    if (m_options.pasteBack) {
        part = pasteBack(cut(m_prepared, m_box), part, cut(m_weight, m_box));
    }
    if (part.width == m_prepared.width && part.height == m_prepared.height) {
        return part;
    }
    Image finished = m_prepared;
    for (int y = 0; y < m_box.height; ++y) {
        const auto begin = static_cast<std::size_t>(m_box.x) * static_cast<std::size_t>(finished.channels);
        std::ranges::copy(part.row(y), finished.row(m_box.y + y).subspan(begin).begin());
    }
    return finished;
}

} // namespace genserve::imaging
