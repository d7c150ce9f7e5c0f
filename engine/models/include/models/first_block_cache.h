// Steps of a denoising run that reuse what an earlier one computed: a lossy way to save time.
//
// Mirrors FirstBlockCacheConfig @ diffusers 0.42.1 hooks/first_block_cache.py: where the first block changes the image
// tokens nearly as it did in the last step that was computed in full, so will all that follow, and their sum is known.
#pragma once

#include <ATen/core/Tensor.h>

namespace genserve::models {

// Of one prompt's velocities in one run.
class FirstBlockCache {
public:
    // threshold: how far the first block's residual may be from that of the last full step, as the mean of the
    // differences over the mean of that residual's own size.
    explicit FirstBlockCache(double threshold) : m_threshold(threshold) {}

    // The image tokens [I, C] before and after the first block. True: `after` has become what the last block would
    // leave, and the step is done. Waits for the device.
    bool finishes(const at::Tensor& before, const at::Tensor& after);
    // The image tokens after the last block of a step that finishes() has not.
    void keep(const at::Tensor& image);

    [[nodiscard]] int reused() const { return m_reused; } // steps

private:
    double m_threshold;
    at::Tensor m_residual; // of the first block, in the last full step
    at::Tensor m_first;    // image tokens after the first block, until the last one is done
    at::Tensor m_rest;     // what the other blocks added
    int m_reused = 0;
};

} // namespace genserve::models
