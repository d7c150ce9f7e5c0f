#include "models/first_block_cache.h"

#include <ATen/ATen.h>

namespace genserve::models {
namespace {

at::Tensor meanSize(const at::Tensor& x) { return x.abs().mean(at::kFloat); }

} // namespace

bool FirstBlockCache::finishes(const at::Tensor& before, const at::Tensor& after)
{
    at::Tensor residual = after - before;
    if (m_rest.defined()) {
        const double change = (meanSize(residual - m_residual) / meanSize(m_residual)).item<double>();
        if (change <= m_threshold) {
            after.add_(m_rest);
            ++m_reused;
            return true;
        }
    }
    m_rest.reset();
    m_residual = std::move(residual);
    m_first = after.clone();
    return false;
}

void FirstBlockCache::keep(const at::Tensor& image)
{
    if (m_first.defined()) {
        m_rest = image - m_first;
        m_first.reset();
    }
}

} // namespace genserve::models
