// How large the picture becomes.
#include <array>
#include <cmath>

#include "resolved_parts.h"

namespace genserve::pipeline {
namespace {

constexpr int MinSide = 16;
constexpr int MaxSide = 4096;
constexpr std::int64_t MaxPixels = 8'388'608; // that the model works on; a part of a picture may lie in a larger one

bool isWithin(const Outpaint& growth)
{
    const std::array sides{growth.left, growth.top, growth.right, growth.bottom};
    for (const int side : sides) {
        if (side < 0 || side > MaxSide) {
            return false;
        }
    }
    return true;
}

// One axis of an outpainted canvas, and how far the input picture lies from its ends there.
struct Axis {
    int whole = 0, before = 0, after = 0;
};

// `asked` px, or the picture's own and its growth where nothing was asked.
Axis outpainted(std::optional<int> asked, int side, int before, int after)
{
    const int natural = side + before + after;
    if (!asked || *asked == 0) {
        return {natural, before, after};
    }
    const double scale = static_cast<double>(*asked) / natural;
    return {*asked, static_cast<int>(std::lround(before * scale)), static_cast<int>(std::lround(after * scale))};
}

void resolveCanvas(const Resolving& step, const Outpaint& growth)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    if (!isWithin(growth)) {
        return check.fault("outpaint", "each side grows by 0 to " + std::to_string(MaxSide) + " px");
    }
    const Image& input = *request.inputImage;
    const Axis x = outpainted(request.width, input.width, growth.left, growth.right);
    const Axis y = outpainted(request.height, input.height, growth.top, growth.bottom);
    resolved.width = x.whole;
    resolved.height = y.whole;
    resolved.outpaint = Outpaint{x.before, y.before, x.after, y.after};
    check.require(x.whole - x.before - x.after > 0 && y.whole - y.before - y.after > 0, "outpaint",
                  "leaves no room for the input picture on a canvas of " + sizeText(x.whole, y.whole));
}

void resolvePlain(const Resolving& step)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    const Image* input = request.inputImage ? &*request.inputImage : nullptr;
    const auto side = [&](const std::optional<int>& asked, int inputSide, std::string_view field) {
        if (asked == 0) {
            check.require(input != nullptr, field, "0 means the input picture's, but there is none");
            return input != nullptr ? inputSide : model.info.nativeSize;
        }
        return asked.value_or(model.info.nativeSize);
    };
    resolved.width = side(request.width, input != nullptr ? input->width : 0, "width");
    resolved.height = side(request.height, input != nullptr ? input->height : 0, "height");
}

} // namespace

void resolveSize(const Resolving& step)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    if (request.mode == Mode::Fill && request.outpaint && request.inputImage) {
        resolveCanvas(step, *request.outpaint);
    } else {
        resolvePlain(step);
    }
    check.requireRange(resolved.width, MinSide, MaxSide, "width");
    check.requireRange(resolved.height, MinSide, MaxSide, "height");
    const auto pixels = static_cast<std::int64_t>(resolved.width) * resolved.height;
    const bool isPart = request.mode == Mode::Fill && request.onlyMasked;
    check.require(isPart || pixels <= MaxPixels, "width",
                  std::to_string(pixels) + " pixels, the limit is " + std::to_string(MaxPixels));
}

} // namespace genserve::pipeline
