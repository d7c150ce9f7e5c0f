#include "tiled_layers.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "kernels/group_norm.h"

namespace genserve::models {
namespace {

// One axis of a tile, in cells of the input: first … last is its inside, from … to what it is computed with.
struct Range {
    std::int64_t first, last, from, to;
};

// Even parts of a length, cut at multiples of `unit`.
std::vector<Range> ranges(std::int64_t length, std::int64_t tile, std::int64_t halo, std::int64_t unit)
{
    const std::int64_t units = (length + unit - 1) / unit;
    const std::int64_t count = std::max<std::int64_t>(1, (length + tile - 1) / tile);
    std::vector<Range> all;
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t first = units * i / count * unit;
        const std::int64_t last = std::min(units * (i + 1) / count * unit, length);
        if (first < last) {
            all.push_back({first, last, std::max<std::int64_t>(first - halo, 0), std::min(last + halo, length)});
        }
    }
    return all;
}

// What a norm of the whole map needs of its tiles, one after the other, see kernels::groupNormSiluTo().
class Moments {
public:
    void add(const at::Tensor& x, std::int64_t groups)
    {
        m_moments.push_back(kernels::groupMoments(x, groups));
        m_cells.push_back(static_cast<double>(x.size(2) * x.size(3)));
    }
    void finish()
    {
        const at::Tensor cells = at::tensor(m_cells, at::kDouble);
        shares = (cells / cells.sum()).to(at::kFloat).to(m_moments.front().device());
        moments = at::stack(m_moments);
    }

    at::Tensor moments, shares;

private:
    std::vector<at::Tensor> m_moments;
    std::vector<double> m_cells;
};

class Tiling {
public:
    Tiling(const at::Tensor& map, const std::vector<TileStep>& steps, std::int64_t tile) : m_map(map), m_steps(steps)
    {
        double reach = 0; // in cells of the input
        for (const TileStep& step : steps) {
            m_scale *= step.scale;
            reach += step.reach / m_scale;
        }
        const auto unit = static_cast<std::int64_t>(std::max(1.0, 1 / m_scale));
        const std::int64_t halo = (static_cast<std::int64_t>(std::ceil(reach)) + unit - 1) / unit * unit;
        const auto cells = std::max<std::int64_t>(1, static_cast<std::int64_t>(static_cast<double>(tile) / m_scale));
        m_rows = ranges(map.size(2), cells, halo, unit);
        m_columns = ranges(map.size(3), cells, halo, unit);
    }

    at::Tensor run()
    {
        for (std::size_t step = 0; step < m_steps.size(); ++step) {
            if (!m_steps[step].run) {
                Moments& moments = m_moments.emplace_back();
                forEachTile(step, [&](const at::Tensor& x, std::int64_t, std::int64_t) {
                    moments.add(x, m_steps[step].norm.groups);
                });
                moments.finish();
            }
        }
        at::Tensor whole;
        forEachTile(m_steps.size(), [&](const at::Tensor& x, std::int64_t row, std::int64_t column) {
            if (!whole.defined()) {
                whole = at::empty({1, x.size(1), scaled(m_map.size(2), m_scale), scaled(m_map.size(3), m_scale)},
                                  x.options(), x.suggest_memory_format());
            }
            whole.narrow(2, row, x.size(2)).narrow(3, column, x.size(3)).copy_(x);
        });
        return whole;
    }

private:
    static std::int64_t scaled(std::int64_t cells, double scale)
    {
        return static_cast<std::int64_t>(std::lround(static_cast<double>(cells) * scale));
    }

    // take(inside of the tile after the first `count` steps, its row and column).
    template <class Take>
    void forEachTile(std::size_t count, Take&& take) const
    {
        for (const Range& rows : m_rows) {
            for (const Range& columns : m_columns) {
                double scale = 1;
                const at::Tensor tile =
                    m_map.narrow(2, rows.from, rows.to - rows.from).narrow(3, columns.from, columns.to - columns.from);
                const at::Tensor x = runTile(tile.contiguous(m_map.suggest_memory_format()), count, scale);
                const auto cut = [&](const at::Tensor& t, std::int64_t axis, const Range& range) {
                    return t.narrow(axis, scaled(range.first - range.from, scale),
                                    scaled(range.last - range.first, scale));
                };
                take(cut(cut(x, 2, rows), 3, columns), scaled(rows.first, scale), scaled(columns.first, scale));
            }
        }
    }

    static at::Tensor normed(const at::Tensor& x, const TileNorm& norm, const Moments& of)
    {
        at::Tensor out = at::empty_like(x);
        kernels::groupNormSiluTo(out, x, of.moments, of.shares, norm.weight, norm.bias, norm.eps);
        return out;
    }

    at::Tensor runTile(at::Tensor tile, std::size_t count, double& scale) const
    {
        TileMaps maps{std::move(tile), {}};
        auto moments = m_moments.begin();
        for (std::size_t step = 0; step < count; ++step) {
            if (m_steps[step].run) {
                m_steps[step].run(maps);
            } else {
                maps.x = normed(maps.x, m_steps[step].norm, *moments++);
            }
            scale *= m_steps[step].scale;
        }
        return maps.x;
    }

    const at::Tensor& m_map;
    const std::vector<TileStep>& m_steps;
    double m_scale = 1;
    std::vector<Range> m_rows, m_columns;
    std::vector<Moments> m_moments; // of the norms that are known
};

} // namespace

at::Tensor runInTiles(const at::Tensor& map, const std::vector<TileStep>& steps, std::int64_t tile)
{
    return Tiling(map, steps, tile).run();
}

} // namespace genserve::models
