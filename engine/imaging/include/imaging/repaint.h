// Repainting a part of a picture: what the networks see of it, and how their result comes back into it.
//
// Everything here is pixels of the prepared input (docs/api.md, "Pictures"). Weight = the mask's grey value after grow
// and feather; where it is 0 the finished picture equals the prepared input bit for bit.
#pragma once

#include <optional>

#include "base/generation.h"
#include "base/image.h"

namespace genserve::imaging {

// Dilates (growPx > 0) or erodes (growPx < 0) a grey mask by a disc of that radius: each pixel becomes the largest
// (smallest) value at most so far away (exact: dx² + dy² <= growPx²), so soft edges move as they are. The outside
// counts as the nearest edge pixel. 0 returns a copy. -256..256.
Image growMask(const Image& mask, int growPx);

// Softens a grey mask: nearly a Gaussian of sigma = featherPx / 3 (a cubic B-spline), so that the transition from 0 to
// 255 is 2 * featherPx wide, centred on the old edge; no pixel further than featherPx from a non-zero pixel becomes
// non-zero. The picture's edges do not darken it. 0 returns a copy. 0..256.
Image featherMask(const Image& mask, int featherPx);

// A canvas larger than the picture. Its new area: the picture's edge pixels repeated, white in the mask; over the old
// area lies the given mask (empty image = black).
Image outpaintPicture(const Image& picture, const Outpaint& growth);
Image outpaintMask(const Image& mask, int width, int height, const Outpaint& growth);

struct RepaintOptions {
    int growPx = 0;           // -256..256
    int featherPx = 0;        // 0..256
    bool onlyMasked = false;  // work on the mask's box instead of the whole picture
    int paddingPx = 32;       // context around that box, 0..1024
    bool pasteBack = true;    // put the result into the prepared input by weight; otherwise it replaces the work area
    bool colorMatch = false;  // shift the result's colours to the input's along the seam before it is pasted
    int workPixels = 1 << 20; // onlyMasked: the model's best area, width * height
    int grid = 16;            // onlyMasked: the work size is a multiple of this
};

// Plans one repaint; finish() undoes the plan's geometry on the result.
//
// The box of onlyMasked: around the pixels of mask() >= 128 or weight > 0, grown by the padding, clipped to the
// picture. Its scale: up until it has workPixels; as it is (1 to 1, nothing is resampled) from there to twice that,
// which the models still handle well (FLUX.1: 0.1 to 2 megapixels) and which keeps what is around as sharp as it was;
// down to that above. The longer side gets 4096 px at most. The work size is then rounded up to the grid, and the box
// made longer to match, around its middle. Only where the picture has no room for that is the box distorted, by less
// than one grid step over the work size.
class Repaint {
public:
    // prepared: RGB; mask: grey, the same size. A black mask is allowed: its box is the whole picture, and pasting back
    // leaves the picture as it was.
    Repaint(Image prepared, const Image& mask, const RepaintOptions& options);

    // What the networks work on: the whole prepared picture, or the box at work size (Lanczos; the mask bilinear or,
    // made smaller, such that thin lines survive). mask() is the grown mask without feather, >= 128 is regenerated.
    [[nodiscard]] const Image& picture() const { return m_picture; }
    [[nodiscard]] const Image& mask() const { return m_mask; }

    // Any other map of the prepared size (control map) cut and scaled in the same way.
    [[nodiscard]] Image followed(const Image& map) const;

    // result: RGB of picture()'s size -> RGB of the prepared size. colorMatch compares the two in a ring around mask(),
    // spreads the difference smoothly over the work area and takes it off the result, 64 of 255 at most; without a
    // pixel outside the mask nothing is matched.
    [[nodiscard]] Image finish(const Image& result) const;

    // The box in the prepared picture; the whole picture without onlyMasked or with an empty mask.
    struct Box {
        int x = 0, y = 0, width = 0, height = 0;
        bool operator==(const Box&) const = default;
    };
    [[nodiscard]] Box box() const { return m_box; }

    // The box alone, without a picture: for a frame that shows it beforehand.
    static Box plannedBox(const Image& mask, const RepaintOptions& options);

private:
    RepaintOptions m_options;
    Image m_prepared, m_weight; // prepared size
    Image m_picture, m_mask;    // work size
    Box m_box;
};

} // namespace genserve::imaging
