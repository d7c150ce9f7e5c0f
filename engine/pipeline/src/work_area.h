// What the networks of a run see of its pictures, and the way back to the picture that was asked for.
//
// Mostly the asked size; with only_masked the surroundings of the mask at the model's best size.
#pragma once

#include <optional>

#include "base/image.h"
#include "imaging/repaint.h"
#include "pipeline/resolved_request.h"

namespace genserve::pipeline {

class WorkArea {
public:
    // Borrows the request. grid: the sizes that the networks can work at are multiples of this, px.
    WorkArea(const ResolvedRequest& request, int grid);

    [[nodiscard]] int width() const;
    [[nodiscard]] int height() const;
    [[nodiscard]] const Image& picture() const; // RGB; empty without an input picture
    [[nodiscard]] const Image& mask() const;    // grey, fill only; >= 128 is regenerated

    // A control picture here; its edges, where the request has them found.
    [[nodiscard]] Image control(const Image& picture) const;

    // The input picture at the asked size, outpainted.
    [[nodiscard]] const Image& prepared() const { return m_prepared; }
    // The run's picture, of this size -> the asked size; fill: pasted back as the request says.
    [[nodiscard]] Image finish(Image result) const;

private:
    const ResolvedRequest& m_request;
    Image m_prepared;
    std::optional<imaging::Repaint> m_repaint; // fill
};

} // namespace genserve::pipeline
