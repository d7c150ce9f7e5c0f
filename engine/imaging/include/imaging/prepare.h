// Input pictures and masks to the size the networks work at, and results back (docs/api.md, "Pictures").
//
// S = the asked size, G = S rounded up to the grid on each axis; the asked picture lies in the grid picture at offset
// (G - S) / 2, rounded down.
#pragma once

#include "base/generation.h"
#include "base/image.h"

namespace genserve::imaging {

struct GridSize {
    int width = 0, height = 0;    // G, px
    int offsetX = 0, offsetY = 0; // px
};
GridSize gridSize(int width, int height, int grid);

// The prepared input: resized to width x height by the mode. Stretch: both axes. Crop: scaled to cover, centre kept.
// Pad: scaled to fit, centred, the rest filled with padValue (pictures: 127 grey; masks: 0).
// Crop and Pad: one axis gets exactly the asked length, the other max(1, floor(length * scale + 1/2)); what is cut or
// filled on the left and at the top is half of the difference, rounded down. Crop computes only what is kept.
Image fitImage(const Image& image, int width, int height, ResizeMode mode, std::uint8_t padValue);

// S -> G: edge rows and columns replicated (pictures, control maps) or filled with 0 (masks).
Image padReplicate(const Image& image, const GridSize& grid);
Image padZero(const Image& image, const GridSize& grid);
// G -> S.
Image cropToSize(const Image& image, const GridSize& grid, int width, int height);

// Grey: ITU-R 601-2 luma as Pillow's convert("L"), bit for bit. 1-channel images are returned as they are.
Image toGrey(const Image& image);

// original and result: same size, RGB. weight: grey, same size. Per byte: weight 0 -> original's byte, 255 -> result's
// byte, between: round(original + (result - original) * weight / 255).
Image pasteBack(const Image& original, const Image& result, const Image& weight);

} // namespace genserve::imaging
